//! What goes wrong around a run: a clear message, the rest still scored, the right exit code.

use super::{GOOD, POOR, Ran, Repo, SIXTY};
use std::fs;
use std::process::Stdio;

fn repo() -> Repo {
    Repo::new(&[("rubrica.toml", SIXTY), ("bakery-01-a.md", GOOD), ("bakery-01-b.md", POOR)])
}

#[test]
fn two_comes_before_three_before_one() {
    let repo = Repo::new(&[("rubrica.toml", SIXTY), ("bakery-01-a.md", GOOD)]);
    repo.check(&[]).ends(0);
    repo.write("bakery-01-b.md", POOR);
    repo.check(&[]).ends(1);
    repo.write("bakery-01-c.md", "");
    repo.check(&[]).ends(3).says("1 pass · 1 fail · 1 without a score");
    repo.check(&["--allow-unscored"]).ends(1);
    repo.write("own/zz-01.toml", "id = \"zz-01\"\nkeypoint = 1\n");
    repo.write("rubrica.toml", &format!("{SIXTY}[rubrics]\nfolder = \"own\"\n"));
    repo.write("zz-01-d.md", POOR);
    let ran = repo.check(&[]).ends(2).says("1 pass · 1 fail · 2 without a score");
    ran.complains("unknown-key").complains("own/zz-01.toml:2:1").complains("error: zz-01-d.md: not scored, its rubric");
}

#[test]
fn a_named_file_that_is_not_there_or_is_no_text_stops_no_other() {
    let repo = repo();
    fs::write(repo.path("bakery-01-z.md"), b"\x7fELF\x02\x01\x01\x00").expect("a file");
    let ran = repo.check(&["none.md", "bakery-01-a.md", "bakery-01-z.md"]).ends(3).says("1 pass · 2 without a score");
    ran.complains("error: none.md: no such file or folder\n").complains("error: bakery-01-z.md: looks like a binary file");
}

#[cfg(unix)]
mod unix {
    use super::*;
    use std::os::unix::fs::{PermissionsExt, symlink};

    #[test]
    fn links_stay_below_the_folder_and_lead_somewhere() {
        let repo = repo();
        let outside = Repo::new(&[("bakery-01.md", POOR)]);
        symlink("nothing.md", repo.path("bakery-01-broken.md")).expect("a link");
        symlink("bakery-01-loop2.md", repo.path("bakery-01-loop1.md")).expect("a link");
        symlink("bakery-01-loop1.md", repo.path("bakery-01-loop2.md")).expect("a link");
        symlink(outside.path("bakery-01.md"), repo.path("bakery-01-out.md")).expect("a link");
        symlink("bakery-01-a.md", repo.path("bakery-01-in.md")).expect("a link");
        symlink(".", repo.path("round")).expect("a link");
        symlink(outside.path("."), repo.path("elsewhere")).expect("a link");
        let ran = repo.check(&[]).ends(3).says("2 pass · 1 fail · 4 without a score");
        let ran = ran.complains("error: bakery-01-broken.md: is a link to nothing\n");
        let ran = ran.complains("error: bakery-01-loop1.md: is a link that cannot be followed");
        ran.complains("error: bakery-01-out.md: is a link that leads out of the folder\n").never_says("elsewhere");
        // Who names a link means it.
        repo.check(&["bakery-01-out.md"]).ends(1);
    }

    #[test]
    fn what_may_not_be_read_is_told() {
        let repo = repo();
        repo.write("locked/bakery-01.md", GOOD);
        repo.write("bakery-01-locked.md", GOOD);
        let lock = |name: &str, mode| fs::set_permissions(repo.path(name), fs::Permissions::from_mode(mode)).expect("it is ours");
        lock("locked", 0o000);
        lock("bakery-01-locked.md", 0o000);
        let everything_is_open = fs::read(repo.path("bakery-01-locked.md")).is_ok();
        let ran = repo.check(&[]);
        lock("locked", 0o755);
        // Nothing is closed to an administrator.
        if !everything_is_open {
            let ran = ran.ends(3).complains("error: bakery-01-locked.md: may not be read (permission denied)\n");
            ran.complains("error: locked: may not be read (permission denied)\n").says("1 pass · 1 fail · 2 without a score");
        }
    }

    #[test]
    fn a_pipe_among_the_files_holds_nothing_up() {
        let repo = repo();
        let made = std::process::Command::new("mkfifo").arg(repo.path("bakery-01-pipe.md")).status().expect("mkfifo runs");
        assert!(made.success());
        repo.check(&[]).ends(1).says("1 pass · 1 fail").never_says("pipe");
    }

    #[test]
    fn a_configuration_that_is_a_broken_link_is_not_passed_over() {
        let repo = Repo::new(&[("rubrica.toml", SIXTY), ("inner/bakery-01.md", POOR)]);
        symlink("nothing.toml", repo.path("inner/rubrica.toml")).expect("a link");
        repo.check(&[]).ends(2).complains("error: inner/rubrica.toml: no such file or folder");
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn a_full_disk_stops_one_report_and_not_the_others() {
        let repo = repo();
        let full = || fs::OpenOptions::new().write(true).open("/dev/full").expect("the full device");
        let run = |args: &[&str]| repo.command(".", args).stdout(full()).stderr(Stdio::piped()).output().expect("it runs");
        let ran = Ran::of(&run(&["--format", "text", "--format", "ndjson=report.ndjson"])).ends(3);
        assert_eq!(ran.err, "error: cannot write the output: No space left on device (os error 28)\n");
        assert_eq!(repo.read("report.ndjson").lines().count(), 2);
        for format in ["text", "json", "ndjson"] {
            let ran = repo.check(&["--format", &format!("{format}=/dev/full"), "--quiet", "--format", "ndjson=x.ndjson"]).ends(3);
            ran.complains("error: cannot write /dev/full: No space left on device");
        }
    }
}

#[test]
fn a_report_that_cannot_be_opened_stops_no_other() {
    let repo = repo();
    let ran = repo.check(&["--format", "json=none/report.json", "--format", "text"]).ends(3).says("2 answers · 1 pass · 1 fail");
    ran.complains("error: cannot write none/report.json: ");
}

#[test]
fn two_reports_to_one_place_are_a_mistake_of_usage() {
    let repo = repo();
    repo.check(&["--format", "json", "--format", "text"]).ends(2).complains("error: two formats would go to standard output");
    repo.check(&["--format", "json=a", "--format", "text=./a"]).ends(2).complains("error: two formats would go to ./a");
    repo.check(&["--format", "jason"]).ends(2).complains("no such format");
    repo.check(&["--format", "json="]).ends(2).complains("no file stands behind the =");
    assert!(!repo.path("a").exists());
}

#[test]
fn a_reader_that_leaves_changes_no_exit_code() {
    let repo = repo();
    for format in ["text", "json", "ndjson"] {
        let (reader, writer) = std::io::pipe().expect("a pipe");
        drop(reader);
        let ran = repo.command(".", &["--format", format]).stdout(writer).stderr(Stdio::piped()).output().expect("it runs");
        assert_eq!((ran.status.code(), ran.stderr), (Some(1), Vec::new()), "{format}");
    }
}

#[test]
fn names_of_files_act_on_no_terminal() {
    let repo = Repo::new(&[("rubrica.toml", SIXTY)]);
    repo.write("bakery-01-\u{1b}[2J\n::error::.md", POOR);
    let ran = repo.check(&[]).ends(1);
    assert!(!ran.out.contains('\u{1b}') && !ran.out.contains("\n::error::"), "{}", ran.out);
}
