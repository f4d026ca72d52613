//! Colours are for terminals.

use super::program::{Ended, with_key};

fn inspected(variables: &[(&str, &str)]) -> Ended {
    let seal = with_key(&["seal"]).run("{}").text();
    let program = with_key(&["inspect", &seal]);
    variables.iter().fold(program, |program, (name, value)| program.env(name, value)).run("")
}

#[test]
fn a_pipe_gets_no_colours_unless_they_are_asked_for() {
    assert!(!inspected(&[]).stdout.contains('\x1b'));
    assert!(!inspected(&[("CLICOLOR_FORCE", "0")]).stdout.contains('\x1b'));
    assert!(inspected(&[("CLICOLOR_FORCE", "1")]).stdout.contains("\x1b[32myes\x1b[0m"));
}

#[test]
fn no_color_comes_first() {
    assert!(!inspected(&[("NO_COLOR", "1"), ("CLICOLOR_FORCE", "1")]).stdout.contains('\x1b'));
    // An empty one counts as unset.
    assert!(inspected(&[("NO_COLOR", ""), ("CLICOLOR_FORCE", "1")]).stdout.contains('\x1b'));
}

#[test]
fn json_and_mistakes_have_no_colours() {
    let seal = with_key(&["seal"]).run("{}").text();
    let json = with_key(&["inspect", "--json", &seal]).env("CLICOLOR_FORCE", "1").run("");
    let mistake = with_key(&["inspect"]).env("CLICOLOR_FORCE", "1").run("");
    assert!(!format!("{}{}", json.stdout, mistake.stderr).contains('\x1b'));
}
