//! Wrong usage: status 2, and a text that says what to do.

use std::io::Write;
use std::process::Stdio;

use super::program::{KEY_HEX, program, with_key};

#[test]
fn wrong_arguments_are_status_2() {
    let cases: &[&[&str]] = &[
        &[],
        &["unseal"],
        &["open", "text"],
        &["open", "--now", "today"],
        &["open", "--now", "1.2345"],
        &["open", "--max-age", "30 days"],
        &["open", "--max-age", "99999999999999999999s"],
        &["open", "--format", "jwt"],
        &["open", "--schema", "65536"],
        &["open", "--cookie", "a", "--bound-to", "b"],
        &["open", "--bound-to", ""],
        &["open", "--format", "fe26", "--max-age", "1d"],
        &["open", "--format", "fe26", "--context", "a"],
        &["open", "--format", "fe26", "--cookie", "a"],
        &["seal", "--format", "fe26", "--bound-to", "a"],
        &["seal", "--format", "fe26", "--cookie", "a"],
        &["seal", "--purpose", "iron-session/csrf"],
        &["seal", "--max-age", "0"],
        &["inspect"],
        &["keygen", "--hex", "--password"],
        &["rotate", "--begin", "--drop-previous"],
        &["completions"],
        &["completions", "cmd"],
    ];
    for args in cases {
        assert!(!with_key(args).run("{}").mistake().is_empty(), "{args:?}");
    }
}

#[test]
fn an_end_that_no_seal_can_name_is_told_as_that_and_not_as_a_wrong_clock() {
    let refused = with_key(&["seal", "--max-age", "30000d"]).run("{}");
    assert!(refused.mistake().contains("`--max-age` is too long"));
}

#[test]
fn help_and_version_are_no_mistakes() {
    let subcommands = ["keygen", "inspect", "seal", "open", "rotate", "completions"];
    for subcommand in subcommands {
        assert!(program(&[subcommand, "--help"]).run("").text().contains("Usage: iron-session"));
    }
    assert_eq!(program(&["--version"]).run("").text(), format!("iron-session {}", env!("CARGO_PKG_VERSION")));
    let help = program(&["--help"]).run("").text();
    assert!(subcommands.iter().all(|name| help.contains(name)) && help.contains("IRON_SESSION_KEY_HEX"));
}

#[test]
fn a_missing_or_unfit_secret_is_status_2_and_names_its_variable() {
    let password = "IRON_SESSION_PASSWORD";
    let open = || program(&["open"]);
    assert!(open().run("x").mistake().contains("`IRON_SESSION_PASSWORD` is not set"));
    assert!(open().arg("--env").arg("SHOP").run("x").mistake().contains("`SHOP` is not set"));
    assert!(open().env(password, "short").run("x").mistake().contains("fewer than 32 bytes"));
    assert!(open().env("IRON_SESSION_KEY_HEX", "abc").run("x").mistake().contains("64 hex digits"));
    let zeros = "0".repeat(64);
    assert!(open().env("IRON_SESSION_KEY_HEX", &zeros).run("x").mistake().contains("IRON_SESSION_KEY_HEX"));
    let old = with_key(&["open"]).env("IRON_SESSION_PASSWORD_PREVIOUS", KEY_HEX);
    assert!(old.run("x").mistake().contains("keep one"));
    let unread = open().env(password, &format!("key:{KEY_HEX}")).env("IRON_SESSION_PASSWORD_OLD", "x");
    assert!(unread.run("x").mistake().contains("`IRON_SESSION_PASSWORD_OLD`"));
    let broken = program(&["open", "--format", "fe26"]).env(password, "{1:2}");
    assert!(broken.run("x").mistake().contains("JSON object of ids"));
    assert!(open().env("IRON_SESSION_PASSWORD_FILE", "/nowhere/at/all").run("x").mistake().contains("_FILE"));
}

#[test]
fn a_secret_may_be_in_a_file() {
    let path = std::env::temp_dir().join(format!("iron-session-command-{}", std::process::id()));
    let file = path.to_str().expect("a path of UTF-8").to_owned();
    std::fs::write(&path, format!("key:{KEY_HEX}\n")).expect("it is written");
    let text = program(&["seal"]).env("IRON_SESSION_PASSWORD_FILE", &file).run("{}").text();
    assert_eq!(with_key(&["open"]).run(&text).text(), "{}");

    std::fs::write(&path, "{\"2\":\"harbour-lantern-seven-quiet-otters-42\"}\n").expect("it is written");
    let seal = program(&["seal", "--format", "fe26"]).env("IRON_SESSION_PASSWORD_FILE", &file).run("{}");
    assert!(seal.text().starts_with("Fe26.2*2*"));
    std::fs::remove_file(path).expect("it is removed");
}

#[test]
fn more_input_than_any_seal_has_is_refused_unread() {
    let long = "A".repeat(1 << 20);
    assert_eq!(with_key(&["open"]).run(&long).reason(), "malformed");
    assert_eq!(with_key(&["inspect", "-"]).run(&long).reason(), "malformed");
    assert!(with_key(&["seal"]).run(&long).mistake().contains("64 KiB"));
}

#[test]
fn a_closed_pipe_is_no_panic() {
    for args in [&["open"][..], &["completions", "bash"], &["keygen"], &["inspect", "-"]] {
        let text = with_key(&["seal"]).run("{}").text();
        let mut command = with_key(args).command();
        let mut child = command
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the command is there");
        drop(child.stdout.take());
        let _ = child.stdin.take().expect("it is piped").write_all(text.as_bytes());
        let output = child.wait_with_output().expect("it ends");
        assert_eq!((output.status.code(), output.stderr.as_slice()), (Some(0), &b""[..]), "{args:?}");
    }
}

#[test]
fn new_secrets_are_strong_and_differ() {
    let key = program(&["keygen"]).run("").text();
    let password = program(&["keygen", "--password"]).run("").text();
    let hex = program(&["keygen", "--hex", "--json"]).run("").json();
    for secret in [&key, &password, &format!("key:{}", hex["secret"].as_str().expect("a text"))] {
        assert!(iron_session::Keyring::from_secret(secret).is_ok());
    }
    assert_eq!((key.len(), password.len(), &hex["kind"]), (47, 64, &"key_hex".into()));
    assert_ne!(program(&["keygen"]).run("").text(), key);
}

#[test]
fn completions_know_every_subcommand() {
    for shell in ["bash", "elvish", "fish", "powershell", "zsh"] {
        let script = program(&["completions", shell]).run("").text();
        assert!(
            ["keygen", "inspect", "rotate", "bound-to"].iter().all(|word| script.contains(word)),
            "{shell}"
        );
    }
}
