//! A rotation, step by step: at each step everything opens that was sealed before.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;

use serde_json::Value;

use super::program::{Ended, KEY_HEX, Program, program};

const NAME: &str = "SHOP_SECRET";

/// The variables of a deployment.
type State = BTreeMap<String, String>;

fn with_state(state: &State, args: &[&str]) -> Program {
    let program = program(args).arg("--env").arg(NAME);
    state.iter().fold(program, |program, (name, value)| program.env(name, value))
}

fn begin() -> State {
    State::from([(NAME.to_owned(), format!("key:{KEY_HEX}"))])
}

/// The state after a step.
fn rotate(state: &State, flags: &[&str]) -> State {
    let args = [&["rotate", "--json"], flags].concat();
    variables(&with_state(state, &args).run("").json())
}

fn variables(printed: &Value) -> State {
    let variables = printed["variables"].as_object().expect("an object").iter();
    variables.map(|(name, value)| (name.clone(), value.as_str().expect("a text").to_owned())).collect()
}

fn seal(state: &State) -> String {
    with_state(state, &["seal"]).run("{}").text()
}

fn opens(state: &State, seal: &str) -> bool {
    with_state(state, &["open"]).run(seal).status == 0
}

fn names(state: &State) -> Vec<&str> {
    state.keys().map(|name| name.strip_prefix(NAME).expect("its own")).collect()
}

#[test]
fn the_three_steps_lose_no_session_and_no_key() {
    let one = begin();
    let two = rotate(&one, &[]);
    assert_eq!((names(&two), &two[NAME]), (vec!["", "_NEXT"], &one[NAME]));
    let three = rotate(&two, &[]);
    assert_eq!(names(&three), ["", "_PREVIOUS"]);
    assert_eq!((&three[NAME], &three["SHOP_SECRET_PREVIOUS"]), (&two["SHOP_SECRET_NEXT"], &one[NAME]));
    // While a step is deployed, servers of this step and of the one before answer in turns.
    for (before, after) in [(&one, &two), (&two, &three)] {
        assert!(opens(before, &seal(after)) && opens(after, &seal(before)));
    }
    assert!(with_state(&three, &["rotate"]).run("").mistake().contains("--drop-previous"));
    let four = rotate(&three, &["--drop-previous"]);
    assert_eq!((names(&four), &four[NAME]), (vec![""], &three[NAME]));
    assert!(opens(&four, &seal(&three)) && !opens(&four, &seal(&one)));
}

#[test]
fn rotations_that_follow_each_other_keep_nine_previous_keys_and_then_refuse() {
    let mut state = begin();
    let mut seals = vec![seal(&state)];
    for _ in 0..9 {
        state = rotate(&rotate(&state, &["--begin"]), &[]);
        seals.push(seal(&state));
        assert!(seals.iter().all(|seal| opens(&state, seal)));
    }
    assert_eq!(state.len(), 10);
    // Step 1 is refused too: after it there would be no step 2.
    assert!(with_state(&state, &["rotate", "--begin"]).run("").mistake().contains("no place"));
    state.insert("SHOP_SECRET_NEXT".to_owned(), rotate(&begin(), &[])["SHOP_SECRET_NEXT"].clone());
    assert!(with_state(&state, &["rotate"]).run("").mistake().contains("no place"));
    assert_eq!(rotate(&state, &["--drop-previous"]).len(), 2);
}

#[test]
fn a_rotation_that_has_begun_is_not_begun_again() {
    let turned = rotate(&rotate(&begin(), &[]), &[]);
    for begun in [rotate(&begin(), &[]), rotate(&turned, &["--begin"])] {
        let ended = with_state(&begun, &["rotate", "--begin"]).run("");
        let refused = ended.mistake();
        assert!(refused.contains("has begun already") && refused.contains("SHOP_SECRET_NEXT"));
        assert_eq!(rotate(&begun, &[])[NAME], begun["SHOP_SECRET_NEXT"]);
    }
}

#[test]
fn files_change_places_and_their_secrets_are_not_printed() {
    let path = std::env::temp_dir().join(format!("iron-session-rotation-{}", std::process::id()));
    std::fs::write(&path, format!("key:{KEY_HEX}\n")).expect("it is written");
    let path = path.to_str().expect("a path of UTF-8").to_owned();
    let one = State::from([(format!("{NAME}_FILE"), path.clone())]);
    let two = rotate(&one, &[]);
    assert_eq!(names(&two), ["_FILE", "_NEXT"]);
    let three = rotate(&two, &[]);
    assert_eq!((names(&three), &three["SHOP_SECRET_PREVIOUS_FILE"]), (vec!["", "_PREVIOUS_FILE"], &path));
    let shown = with_state(&one, &["rotate"]).run("").text();
    assert!(!shown.contains(KEY_HEX));
    std::fs::remove_file(path).expect("it is removed");
}

#[test]
fn the_lines_are_those_of_an_env_file() {
    let lines = |ended: Ended| -> Vec<String> { ended.text().lines().map(str::to_owned).collect() };
    let plain = lines(with_state(&begin(), &["rotate"]).run(""));
    assert!(plain[0].starts_with("# Step 1 of 3") && plain[1].starts_with("# Deploy"));
    assert_eq!(plain[2], format!("{NAME}=key:{KEY_HEX}"));
    assert!(plain[3].starts_with("SHOP_SECRET_NEXT=key:") && plain.len() == 4);

    let dollars = State::from([(NAME.to_owned(), "harbour $lantern seven quiet otters 42".to_owned())]);
    let quoted = lines(with_state(&dollars, &["rotate"]).run(""));
    assert_eq!(quoted[2], "SHOP_SECRET='harbour $lantern seven quiet otters 42'");

    let quote = State::from([(NAME.to_owned(), "harbour lantern's seven quiet otters 42".to_owned())]);
    assert!(with_state(&quote, &["rotate"]).run("").mistake().contains("--json"));
    assert_eq!(rotate(&quote, &[])[NAME], quote[NAME]);
}

/// The line of the page `deploying` that turns a key.
fn line_of_the_page() -> &'static str {
    let page = include_str!("../../docs/deploying.md");
    let line = page.lines().find(|line| line.contains("iron-session rotate > next.env"));
    line.expect("the page has it")
}

#[test]
fn the_line_of_the_page_turns_a_key_and_keeps_the_file_if_it_cannot() {
    let folder = std::env::temp_dir().join(format!("iron-session-page-{}", std::process::id()));
    std::fs::create_dir_all(&folder).expect("it is made");
    let file = folder.join("session.env");
    std::fs::write(&file, format!("IRON_SESSION_PASSWORD=key:{KEY_HEX}\n")).expect("it is written");
    let commands = Path::new(env!("CARGO_BIN_EXE_iron-session")).parent().expect("a folder");
    let turn = || {
        let mut shell = Command::new("sh");
        shell.env_clear().env("PATH", format!("{}:/usr/bin:/bin", commands.display())).current_dir(&folder);
        let output = shell.args(["-c", line_of_the_page()]).output().expect("there is a shell");
        (output.status.success(), std::fs::read_to_string(&file).expect("it is there"))
    };
    let steps = [turn(), turn(), turn()];
    assert_eq!([steps[0].0, steps[1].0, steps[2].0], [true, true, false]);
    assert!(steps[0].1.contains(&format!("PASSWORD=key:{KEY_HEX}\nIRON_SESSION_PASSWORD_NEXT=key:")));
    assert!(steps[1].1.contains(&format!("IRON_SESSION_PASSWORD_PREVIOUS=key:{KEY_HEX}\n")));
    assert_eq!(steps[2].1, steps[1].1);
    std::fs::remove_dir_all(folder).expect("it is removed");
}
