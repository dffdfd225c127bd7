//! Where the time of scoring goes: each stage of the pipeline on a shipped answer, and many answers together. `cargo bench` prints the
//! figures; nothing fails by them.

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use rubrica::answer::Answer;
use rubrica::engine::Engine;
use rubrica::lexicon::Lexicon;
use rubrica::rubric::{Bank, Lookup, Rubric};
use std::hint::black_box;

const ANSWER: &[u8] = include_bytes!("../examples/latency-strong.md");

fn rubric(lexicon: &Lexicon) -> Rubric {
    match Bank::built_in().get("devops-03", lexicon) {
        Lookup::Found(rubric) => *rubric,
        other => panic!("no devops-03: {other:?}"),
    }
}

fn stages(criterion: &mut Criterion) {
    let lexicon = Lexicon::built_in();
    let rubric = rubric(&lexicon);
    let answer = Answer::parse(ANSWER).expect("the example is text");
    let few = Engine::for_few(&rubric, &lexicon);
    let many = Engine::for_many(&rubric, &lexicon);
    let findings = many.findings(&answer);
    let mut group = criterion.benchmark_group("one answer");
    group.throughput(Throughput::Bytes(ANSWER.len() as u64));
    group.bench_function("parse the answer", |b| b.iter(|| Answer::parse(black_box(ANSWER))));
    group.bench_function("open the rubric", |b| b.iter(|| Bank::built_in().get(black_box("devops-03"), &lexicon)));
    group.bench_function("find, compiled for it alone", |b| b.iter(|| few.findings(black_box(&answer))));
    group.bench_function("find, compiled for many", |b| b.iter(|| many.findings(black_box(&answer))));
    group.bench_function("score the findings", |b| b.iter(|| rubrica::score::score(&rubric, black_box(&findings))));
    group.finish();
    let mut group = criterion.benchmark_group("one rubric");
    group.sample_size(20);
    group.bench_function("compile for many answers", |b| b.iter(|| Engine::for_many(black_box(&rubric), &lexicon)));
    group.finish();
}

/// The marked answers of the whole bank, each against its own rubric, as `rubrica check` does it.
fn bank(criterion: &mut Criterion) {
    let lexicon = Lexicon::built_in();
    let parse = |entry: &rubrica::rubric::BankEntry| rubrica::rubric::parse(&entry.file, &lexicon).expect("the bank is valid");
    let rubrics: Vec<Rubric> = Bank::built_in().entries().iter().map(parse).collect();
    let engines: Vec<Engine<'_>> = rubrics.iter().map(|rubric| Engine::for_many(rubric, &lexicon)).collect();
    let answers: Vec<(usize, Answer)> = (rubrics.iter().enumerate())
        .flat_map(|(at, rubric)| rubric.tests.iter().map(move |test| (at, Answer::parse(test.answer.as_bytes()).expect("text"))))
        .collect();
    let bytes: usize = answers.iter().map(|(_, answer)| answer.source.text.len()).sum();
    let mut group = criterion.benchmark_group("marked answers of the bank");
    group.sample_size(10).throughput(Throughput::Bytes(bytes as u64));
    group.bench_function("score", |b| {
        b.iter(|| answers.iter().map(|(at, answer)| rubrica::grade_with(&engines[*at], answer)).collect::<Vec<_>>());
    });
    group.finish();
}

criterion_group!(benches, stages, bank);
criterion_main!(benches);
