//! Circles and depth in a graph of indices. Walks without recursion, since the graph comes from a file. Knows nothing of what the nodes are.

#[derive(Clone, Copy, PartialEq)]
enum State {
    New,
    /// On the way from the start to where the walk stands.
    Open,
    Done,
}

/// The circles met on a walk through the whole graph, each as the nodes on it in order; at most one for each node that a walk starts
/// from, so that what comes out is never more than what went in. Every graph with a circle gives at least one.
pub(super) fn cycles(edges: &[Vec<usize>]) -> Vec<Vec<usize>> {
    let mut state = vec![State::New; edges.len()];
    let mut found = Vec::new();
    for start in 0..edges.len() {
        if state[start] != State::New {
            continue;
        }
        let mut cycle = None;
        walk(edges, start, &mut state, |way, back_to| {
            let from = way.iter().position(|(node, _)| *node == back_to).unwrap_or(0);
            cycle.get_or_insert_with(|| way[from..].iter().map(|(node, _)| *node).collect());
        });
        found.extend(cycle);
    }
    found
}

/// For each node, how many nodes the longest way from it has, itself included. Circles are cut where they close.
pub(super) fn depths(edges: &[Vec<usize>]) -> Vec<usize> {
    let mut state = vec![State::New; edges.len()];
    let mut depths = vec![0; edges.len()];
    for start in 0..edges.len() {
        for node in walk(edges, start, &mut state, |_, _| {}) {
            depths[node] = 1 + edges[node].iter().map(|to| depths[*to]).max().unwrap_or(0);
        }
    }
    depths
}

/// Walks depth first from `start` through what is new; gives the nodes in the order in which they were left. `back` hears of every
/// edge that leads back onto the way walked, with that way.
fn walk(edges: &[Vec<usize>], start: usize, state: &mut [State], mut back: impl FnMut(&[(usize, usize)], usize)) -> Vec<usize> {
    let mut left = Vec::new();
    if state[start] != State::New {
        return left;
    }
    state[start] = State::Open;
    let mut way = vec![(start, 0)];
    while let Some((node, next)) = way.last_mut() {
        let Some(&to) = edges[*node].get(*next) else {
            state[*node] = State::Done;
            left.push(*node);
            way.pop();
            continue;
        };
        *next += 1;
        match state[to] {
            State::New => {
                state[to] = State::Open;
                way.push((to, 0));
            }
            State::Open => back(&way, to),
            State::Done => {}
        }
    }
    left
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn circles_are_found_once_and_diamonds_are_none() {
        assert_eq!(cycles(&[vec![1, 2], vec![3], vec![3], vec![]]), Vec::<Vec<usize>>::new());
        assert_eq!(cycles(&[vec![1], vec![2], vec![1]]), [vec![1, 2]]);
        assert_eq!(cycles(&[vec![0]]), [vec![0]]);
    }

    #[test]
    fn depth_is_the_longest_way_and_a_long_chain_does_not_overflow() {
        assert_eq!(depths(&[vec![1, 2], vec![2], vec![]]), [3, 2, 1]);
        let chain: Vec<Vec<usize>> = (1..200_001).map(|n| if n < 200_000 { vec![n] } else { vec![] }).collect();
        assert_eq!(depths(&chain)[0], 200_000);
        assert!(cycles(&chain).is_empty());
    }
}
