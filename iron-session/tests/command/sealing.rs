//! What the command seals, and that it opens.

use iron_session::seal::{self, Binding};
use iron_session::{Keyring, Rejection, fe26};

use super::program::{KEY_HEX, program, with_key};

const SECONDS: &str = "1800000000";

fn keys() -> Keyring {
    Keyring::from_secret(&format!("key:{KEY_HEX}")).expect("a strong key")
}

#[test]
fn what_is_sealed_opens_with_the_library_under_its_name_and_purpose_only() {
    let args = ["seal", "--cookie", "sid", "--schema", "7", "--id", "--transient", "--max-age", "1h 30m"];
    let text = with_key(&args).arg("--now").arg(SECONDS).run(r#"{"a": 1}"#).text();
    let binding = Binding { purpose: seal::SESSION, name: "sid" };
    let contents = seal::open(&keys(), binding, 1_800_000_000, text.as_bytes()).expect("it opens");
    let record = contents.record();
    assert_eq!(contents.json(), br#"{"a": 1}"#);
    assert_eq!(
        (record.created, record.issued, record.expires),
        (1_800_000_000, 1_800_000_000, 1_800_005_400)
    );
    assert_eq!((record.schema, record.id.is_some(), record.transient), (7, true, true));

    let other = Binding { name: "other", ..binding };
    assert_eq!(seal::open(&keys(), other, 1_800_000_000, text.as_bytes()).err(), Some(Rejection::Forged));
}

#[test]
fn a_session_has_the_librarys_usual_cookie_name_and_a_token_none() {
    let session = with_key(&["seal", "--now", SECONDS]).run("{}").text();
    let token = with_key(&["seal", "--now", SECONDS, "--purpose", "invite"]).run("7").text();
    let name = iron_session::Config::DEFAULT_COOKIE;
    let session =
        seal::open(&keys(), Binding { purpose: seal::SESSION, name }, 1_800_000_000, session.as_bytes());
    let token = seal::open(&keys(), Binding { purpose: "invite", name: "" }, 1_800_000_000, token.as_bytes());
    assert_eq!((session.expect("it opens").json(), token.expect("it opens").json()), (&b"{}"[..], &b"7"[..]));
}

#[test]
fn a_bound_token_opens_with_what_it_is_bound_to() {
    let args = ["--purpose", "reset", "--bound-to", "u-7"];
    let text = with_key(&["seal"]).arg(args[0]).arg(args[1]).arg(args[2]).arg(args[3]).run("7").text();
    assert_eq!(with_key(&["open", "--purpose", "reset", "--bound-to", "u-7"]).run(&text).text(), "7");
    assert_eq!(with_key(&["open", "--purpose", "reset"]).run(&text).reason(), "forged");
}

#[test]
fn a_seal_that_never_ends_opens_in_a_hundred_years() {
    let text = with_key(&["seal", "--max-age", "never", "--purpose", "invite"]).run("7").text();
    let late = ["open", "--purpose", "invite", "--now", "4294967294"];
    assert_eq!(with_key(&late).run(text).text(), "7");
}

#[test]
fn a_context_keeps_deployments_apart_and_several_are_tried() {
    let text = with_key(&["seal", "--context", "old"]).run("{}").text();
    assert_eq!(with_key(&["open"]).run(&text).reason(), "unknown_key");
    assert_eq!(with_key(&["open", "--context", "new", "--context", "old"]).run(&text).text(), "{}");
}

#[test]
fn a_line_end_around_the_text_does_not_count_and_other_white_space_does() {
    let text = with_key(&["seal"]).run("{}\n").text();
    assert_eq!(with_key(&["open"]).run(format!("{text}\r\n")).text(), "{}");
    assert_eq!(with_key(&["open"]).run(format!("{text}\n\n")).reason(), "malformed");
    assert_eq!(with_key(&["open"]).run(format!(" {text}")).reason(), "malformed");
}

#[test]
fn what_no_reader_takes_is_not_sealed() {
    let deep = "[".repeat(129) + &"]".repeat(129);
    for json in ["", "{", "{} {}", "\u{feff}{}", "'a'", &deep] {
        assert!(with_key(&["seal"]).run(json).mistake().starts_with("iron-session: "), "{json}");
    }
    let long = format!("\"{}\"", "x".repeat(4000));
    assert!(with_key(&["seal"]).run(long).mistake().contains("bytes over the 4096"));
}

#[test]
fn fe26_seals_are_those_of_the_library_and_the_highest_id_seals() {
    let map = r#"{"1":"harbour-lantern-seven-quiet-otters-42","7":"harbour-lantern-nine-quiet-otters-93"}"#;
    let seal = program(&["seal", "--format", "fe26", "--max-age", "15m", "--now", SECONDS]);
    let text = seal.env("IRON_SESSION_PASSWORD", map).run(r#"{"b":2,"a":1}"#).text();
    assert!(text.starts_with("Fe26.2*7*") && text.contains("*1800000900000*"), "{text}");

    let open = program(&["open", "--now", SECONDS]).env("SHOP", map).arg("--env").arg("SHOP").run(&text);
    assert_eq!(open.text(), r#"{"b":2,"a":1}"#);
    let keys = Keyring::builder().fe26_password("7", "harbour-lantern-nine-quiet-otters-93").build();
    let late = std::time::UNIX_EPOCH + std::time::Duration::from_secs(1_800_000_960);
    let expired = fe26::open::<serde_json::Value>(&keys.expect("a keyring"), &text, late);
    assert_eq!(expired, Err(Rejection::Expired));
}
