//! Every row of the vectors: what the command says of it is what the row expects.

use serde_json::Value;

use super::program::{Program, program};

const NATIVE: &str = include_str!("../../../tests/data/native.json");
const FE26: &str = include_str!("../../../tests/data/fe26.json");

fn rows(text: &str, count: usize) -> Vec<Value> {
    let rows: Vec<Value> = serde_json::from_str(text).expect("the vectors parse");
    assert_eq!(rows.len(), count);
    rows
}

fn text<'r>(row: &'r Value, name: &str) -> &'r str {
    row[name].as_str().expect("a text")
}

/// A key as the variable `IRON_SESSION_PASSWORD` and its kin hold it.
fn secret(key: &Value) -> String {
    match key["raw_hex"].as_str() {
        Some(hex) => format!("key:{hex}"),
        None => text(key, "password").to_owned(),
    }
}

/// The keys that open a row.
fn keys(row: &Value) -> Vec<&Value> {
    let reader = &row["open_with"];
    match (&reader["keyring"], &reader["key"]) {
        (Value::Array(several), _) => several.iter().collect(),
        (_, Value::Null) => vec![&row["key"]],
        (_, key) => vec![key],
    }
}

/// The command with the keys of a row, their contexts, and what its seal is bound to.
fn reading(row: &Value, command: &str) -> Program {
    let mut program = program(&[command]);
    let names = ["", "_PREVIOUS", "_PREVIOUS_2"];
    for (key, name) in keys(row).into_iter().zip(names) {
        program = match key["raw_hex"].as_str() {
            Some(hex) if row["open_with"]["keyring"].is_null() => program.env("IRON_SESSION_KEY_HEX", hex),
            _ => program.env(&format!("IRON_SESSION_PASSWORD{name}"), &secret(key)),
        };
        program = program.arg("--context").arg(text(key, "context"));
    }
    let bound = |name: &str| row["open_with"][name].as_str().unwrap_or(text(row, name)).to_owned();
    let program = program.arg("--cookie").arg(&bound("cookie")).arg("--purpose").arg(&bound("purpose"));
    program.arg("--now").arg(&row["now"].to_string())
}

/// The command that opens a row, with the configuration that the row asks for.
fn opening(row: &Value) -> Program {
    let mut program = reading(row, "open");
    let options =
        [("max_age", "--max-age"), ("absolute_timeout", "--absolute-timeout"), ("schema", "--schema")];
    for (name, option) in options {
        if let Some(number) = row["open_with"][name].as_u64() {
            program = program.arg(option).arg(&number.to_string());
        }
    }
    program
}

#[test]
fn every_native_row_opens_or_is_refused_for_its_reason() {
    for row in rows(NATIVE, 160) {
        let ended = opening(&row).run(text(&row, "seal"));
        if text(&row, "expect") == "ok" {
            assert_eq!(ended.text(), text(&row, "json"), "{}", row["name"]);
        } else {
            assert_eq!(ended.reason(), text(&row, "expect"), "{}", row["name"]);
        }
    }
}

#[test]
fn every_native_row_is_shown_as_it_was_sealed_also_if_its_time_is_over() {
    let mut shown = 0;
    for row in rows(NATIVE, 160) {
        let expect = text(&row, "expect");
        let is_configured = !row["open_with"].is_null();
        if is_configured || !["ok", "expired", "not_yet_valid"].contains(&expect) {
            continue;
        }
        let seen = reading(&row, "inspect").arg("--json").arg(text(&row, "seal")).run("").json();
        for name in ["created", "issued", "expires"] {
            // A token that never ends has the last second that fits.
            let is_endless = row[name] == u32::MAX;
            assert_eq!(seen[name]["seconds"], if is_endless { Value::Null } else { row[name].clone() });
        }
        assert_eq!(seen["key_tag"], row["key_tag_hex"]);
        assert_eq!((&seen["schema"], &seen["own_length"]), (&row["schema"], &row["own_length"]));
        assert_eq!((&seen["transient"], seen["id"].is_null()), (&row["transient"], row["id_hex"].is_null()));
        assert_eq!(seen["json"], serde_json::from_str::<Value>(text(&row, "json")).expect("JSON"));
        assert_eq!(seen["opens"], expect == "ok");
        assert_eq!(seen["reason"].as_str().unwrap_or("ok"), expect);
        shown += 1;
    }
    assert!(shown > 30, "{shown} rows were shown");
}

#[test]
fn the_page_has_the_word_of_every_refusal() {
    let page = include_str!("../../docs/deploying.md");
    for row in rows(NATIVE, 160) {
        let word = format!("`{}`", text(&row, "expect"));
        assert!(word == "`ok`" || page.contains(&word), "{word} is not on the page");
    }
}

/// Rows that iron-session 8 reads and the library refuses: suffixes other than `~2`, and the old format.
fn is_deliberately_stricter(name: &str) -> bool {
    let old = ["old format without suffix", "old format, suffix 1", "suffix removed promotes persistent"];
    name.starts_with("suffix \"") || old.contains(&name)
}

/// The command that opens a row of iron-session for JavaScript.
fn opening_fe26(row: &Value) -> Program {
    let password = match &row["password"] {
        Value::String(password) => password.clone(),
        by_id => by_id.to_string(),
    };
    let now = row["now_ms"].as_u64().expect("milliseconds");
    let now = format!("{}.{:03}", now / 1000, now % 1000);
    program(&["open", "--format", "fe26", "--now", &now]).env("IRON_SESSION_PASSWORD", &password)
}

fn seal_of(row: &Value) -> String {
    if let Some(seal) = row["seal"].as_str() {
        return seal.to_owned();
    }
    let repeat = &row["seal_repeat"];
    let count = usize::try_from(repeat["count"].as_u64().expect("a number")).expect("it is small");
    text(repeat, "head").to_owned() + &text(repeat, "unit").repeat(count) + text(repeat, "tail")
}

#[test]
fn every_fe26_row_opens_or_is_refused_as_iron_session_reads_it() {
    let (mut opened, mut stricter) = (0, 0);
    for row in rows(FE26, 132) {
        let name = text(&row, "name");
        let ended = opening_fe26(&row).run(seal_of(&row));
        if text(&row, "expect") != "ok" || is_deliberately_stricter(name) {
            assert!(ended.status != 0 && ended.stdout.is_empty(), "{name}: {}", ended.stdout);
            stricter += usize::from(text(&row, "expect") == "ok");
        } else if row["data_omitted"] == true {
            // Half a surrogate pair is no character; the library reads U+FFFD in its place.
            let json = text(&row, "plaintext").trim().replace("\\ud800", "\\ufffd");
            assert_eq!(ended.text(), json, "{name}");
            opened += 1;
        } else {
            assert_eq!(ended.json(), row["data"], "{name}");
            opened += 1;
        }
    }
    assert_eq!((opened, stricter), (54, 10));
}
