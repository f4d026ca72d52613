//! The command's `inspect` over any text, with any seals in it, with keys and without.
//!
//! It never panics, and shows nothing that steers a terminal. Its JSON is JSON. Only seals that came open.

use std::sync::LazyLock;

use clap::ArgMatches;
use iron_session::fe26;
use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_json::value::RawValue;

use crate::failure::Failure;
use crate::input::keys::VARIABLE;
use crate::inspect_command;
use crate::keys::{KEYS, NOW, sealed};
use crate::spelling::spell;

const JSON: &str = r#"{"user":"ada"}"#;

/// A native seal of a cookie `s`, and one of Fe26.2.
static SEALS: LazyLock<[String; 2]> =
    LazyLock::new(|| [native(JSON.as_bytes()).expect("it is short"), javascript(JSON.as_bytes())]);

fn native(json: &[u8]) -> Option<String> {
    sealed("s", json)
}

fn javascript(json: &[u8]) -> String {
    fe26::seal_with_parts(&KEYS, "1", json, Some(1_800_000_060_000), ("ab", "cd"), [7; 16])
        .expect("a known id")
}

/// What an input may name: the seals, their chunks, and what stands around them.
static WORDS: LazyLock<Vec<String>> = LazyLock::new(|| {
    let [native, javascript] = &*SEALS;
    let (first, second) = native.split_at(50);
    let head = format!("2.{}.", &native[native.len() - 6..]);
    let (part, last) = javascript.split_at(60);
    let mut words: Vec<String> =
        ["Cookie: ", "Set-Cookie: ", "s=", "s.0=", "s.1=", "; ", "; Path=/", "Fe26.2*1*", "*", "~2"]
            .map(str::to_owned)
            .into();
    words.extend([native.clone(), javascript.clone(), format!("{head}{first}"), format!("{head}{second}")]);
    words.extend([part.to_owned(), last.to_owned(), head]);
    words
});

/// What is read of one seal in the command's JSON.
#[derive(Deserialize)]
struct Shown {
    opens: Option<bool>,
    json: Option<Box<RawValue>>,
}

/// Runs one input.
pub fn run(data: &[u8]) {
    let Some((mode, rest)) = data.split_first() else { return };
    let text = match mode >> 6 {
        0 => native(rest).map(|seal| format!("s={seal}")).unwrap_or_default(),
        1 => javascript(rest),
        _ => String::from_utf8_lossy(&spell(rest, &WORDS)).into_owned(),
    };
    if text == "-" {
        return; // it would read stdin
    }
    // With a key and without other arguments, a seal opens. It has too few bytes to be nested too deep.
    let is_open = *mode == 0 && rest.len() < 256 && is_json(rest);
    let matches = matches(*mode, &text);
    match inspect_command::shown(&matches) {
        Ok(shown) if matches.get_flag("json") => {
            let opened = check_objects(&shown, *mode);
            assert!(!is_open || opened == 1, "{shown}");
        }
        Ok(shown) => assert!(is_printable(&shown), "{shown:?}"),
        Err(Failure::Refused(_) | Failure::Usage(_)) => assert!(!is_open, "{text}"),
        Err(Failure::Output(error)) => panic!("nothing is written here: {error}"),
    }
}

/// Checks what is shown of seals, and tells how many open. Those that an input names have the same JSON.
fn check_objects(shown: &str, mode: u8) -> usize {
    let mut opened = 0;
    let mut deserializer = serde_json::Deserializer::from_str(shown);
    deserializer.disable_recursion_limit();
    for object in deserializer.into_iter::<Shown>() {
        let Shown { opens, json } = object.unwrap_or_else(|error| panic!("{error}: {shown}"));
        let json = json.as_deref().map(RawValue::get);
        assert!(opens != Some(true) || json.is_some());
        assert!(mode < 0x80 || json.is_none() || json == Some(JSON));
        opened += usize::from(opens == Some(true));
    }
    opened
}

fn is_json(input: &[u8]) -> bool {
    str::from_utf8(input).is_ok_and(|text| serde_json::from_str::<IgnoredAny>(text).is_ok())
}

/// The arguments of the command, of which the mode has some.
fn matches(mode: u8, text: &str) -> ArgMatches {
    let now = if mode & 2 == 0 { NOW } else { NOW + 3600 }.to_string();
    let mut arguments = vec!["inspect", "--now", &now];
    arguments.extend((mode & 1 == 0).then_some("--json"));
    arguments.extend((mode & 4 == 0).then_some(["--env", VARIABLE]).into_iter().flatten());
    arguments.extend((mode & 8 != 0).then_some(["--cookie", "s"]).into_iter().flatten());
    match mode >> 4 & 3 {
        1 => arguments.extend(["--format", "native"]),
        2 => arguments.extend(["--format", "fe26"]),
        _ => {}
    }
    arguments.extend(["--", text]);
    inspect_command::command().try_get_matches_from(arguments).expect("the command has these arguments")
}

/// Whether a text does not steer a terminal.
fn is_printable(shown: &str) -> bool {
    !shown.chars().any(|c| {
        c.is_control() && c != '\n' || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    })
}
