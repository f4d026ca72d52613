//! Nothing of a secret, seal or payload is printed but where it was asked for.

use super::program::{Ended, program, with_key};

/// What is in the payload and nowhere else.
const PAYLOAD: &str = "planted-payload";
const SECRET: &str = "planted-secret-7Qx-maple-otters-lantern-81";

/// A seal of the planted payload under the planted secret.
fn sealed() -> String {
    let seal = program(&["seal", "--cookie", "sid", "--now", "1800000000"]);
    seal.env("IRON_SESSION_PASSWORD", SECRET).run(format!("{{\"a\":\"{PAYLOAD}\"}}")).text()
}

#[track_caller]
fn assert_silent(ended: &Ended, seal: &str) {
    let said = format!("{}{}", ended.stdout, ended.stderr);
    for planted in [PAYLOAD, SECRET, seal, &seal[..40]] {
        assert!(!said.contains(planted), "{planted}: {said}");
    }
}

#[test]
fn refusals_say_one_word_and_nothing_of_what_they_refuse() {
    let seal = sealed();
    let forged = format!("{}{}", &seal[..seal.len() - 1], if seal.ends_with('A') { 'E' } else { 'A' });
    for (args, text) in [
        (&["open"][..], &seal),
        (&["open", "--cookie", "sid", "--now", "1900000000"], &seal),
        (&["open", "--cookie", "sid", "--now", "1700000000"], &seal),
        (&["open", "--cookie", "sid", "--now", "1800000000", "--context", "other"], &seal),
        (&["open", "--cookie", "sid", "--now", "1800000000"], &forged),
    ] {
        let ended = program(args).env("IRON_SESSION_PASSWORD", SECRET).run(text);
        assert!(ended.reason().chars().all(|c| c.is_ascii_lowercase() || c == '_'));
        assert_silent(&ended, &seal);
    }
}

#[test]
fn mistakes_do_not_repeat_what_was_given_in_the_wrong_place() {
    let seal = sealed();
    let option = format!("--{seal}");
    let assigned = format!("--password={SECRET}");
    let cases: &[&[&str]] = &[
        &["open", &seal],
        &["open", SECRET],
        &["open", &option],
        &["open", &assigned],
        &["open", "--password", SECRET],
        &["open", "--now", &seal],
        &["open", "--format", &seal],
        &["open", "--schema", SECRET],
        &["seal", PAYLOAD],
        &["seal", "--max-age", PAYLOAD],
        &["completions", SECRET],
        &["rotate", SECRET],
        &[&seal],
        &[SECRET],
        &[&option],
    ];
    for args in cases {
        let ended = program(args).env("IRON_SESSION_PASSWORD", SECRET).run("");
        ended.mistake();
        assert_silent(&ended, &seal);
    }
}

#[test]
fn json_that_cannot_be_sealed_is_not_repeated() {
    let seal = sealed();
    let (text, long) = (format!("{{\"{PAYLOAD}\": }}"), format!("\"{}\"", PAYLOAD.repeat(400)));
    for json in [text, long] {
        assert_silent(&with_key(&["seal"]).run(json), &seal);
    }
    let number = format!("{{\"{PAYLOAD}\": 9007199254740993}}");
    let fe26 = program(&["seal", "--format", "fe26"]).env("IRON_SESSION_PASSWORD", SECRET).run(number);
    fe26.mistake();
    assert_silent(&fe26, &seal);
}

#[test]
fn an_unfit_secret_is_not_repeated() {
    let seal = sealed();
    for secret in ["planted-secret-7Qx", "{\"1\": planted-secret-7Qx", "key:planted-secret-7Qx"] {
        for args in [&["open"][..], &["rotate"], &["inspect", &seal], &["open", "--format", "fe26"]] {
            let ended = program(args).env("IRON_SESSION_PASSWORD", secret).run("");
            ended.mistake();
            assert!(!ended.stderr.contains("7Qx"), "{}", ended.stderr);
        }
    }
}

#[test]
fn inspect_shows_the_payload_only_to_those_who_have_the_key() {
    let seal = sealed();
    for args in [&["inspect"][..], &["inspect", "--json"]] {
        assert_silent(&program(args).arg(&seal).run(""), &seal);
        let other = with_key(args).arg(&seal).run("");
        assert!(other.stdout.contains("unknown_key") || other.stdout.contains("not on the keyring"));
        assert_silent(&other, &seal);
    }
    let opened = program(&["inspect", "--now", "1800000000"]).env("IRON_SESSION_PASSWORD", SECRET);
    let opened = opened.arg(&format!("sid={seal}")).run("");
    assert!(opened.stdout.contains(PAYLOAD) && !opened.stdout.contains(SECRET));
}
