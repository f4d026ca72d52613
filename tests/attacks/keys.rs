//! Keyrings: which secrets they take, how keys are rotated, and what they never show.

use std::env;
use std::process::Command;

use allocation_counter::measure;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use http::{HeaderMap, Response};
use iron_session::seal::{self, Binding, Record};
use iron_session::{Error, IronSession, Keyring, Rejection, Weakness};

use super::Failing;
use crate::common::{
    K1, K2, NOW, TestResult, Visit, cookies, keys, saved, sessions_under, set_cookies, v, value,
};

pub(crate) const STRONG: &str = "mossy-Kettle-58-violin-harbor-Quartz-11";
const OTHER: &str = "mW3-cellar-Pigeon-64-velvet-summit-gravel";

fn weakness(password: &str) -> Option<Weakness> {
    match Keyring::from_password(password) {
        Err(Error::WeakSecret { weakness, .. }) => Some(weakness),
        Err(other) => panic!("{other:?}"),
        Ok(_) => None,
    }
}

pub(super) fn failing() -> Vec<Failing> {
    let revoked = Keyring::builder().key(&K2).revoked_key(&K1).build().expect("two keys");
    let removed = Keyring::from_key(&K2).expect("a varied key");
    vec![
        Failing::value("K04", "revoked_key", v()).on(sessions_under::<Visit>(revoked, NOW)),
        Failing::value("K05", "unknown_key", v()).on(sessions_under::<Visit>(removed, NOW)),
    ]
}

/// K06
#[test]
fn a_password_of_fewer_than_32_bytes_is_refused() {
    assert_eq!(weakness(&STRONG[..31]), Some(Weakness::Short));
    assert_eq!(weakness(""), Some(Weakness::Short));
    assert_eq!(weakness(&STRONG[..32]), None);
}

/// K07
#[test]
fn a_published_sample_secret_is_refused() {
    for sample in [
        "complex_password_at_least_32_characters_long",
        "2gyZ3GDw3LHZQKDhPmPDL3sjREVRXPr8",
        "80d42cfb-1cd2-462c-8f17-e3237d9027e9",
        "CHANGE-ME-to-something-longer-than-this",
        "my-password-with-at-least-32-characters",
        "your-super-secret-session-password-here",
    ] {
        assert_eq!(weakness(sample), Some(Weakness::Published), "{sample}");
    }
}

/// K08
#[test]
fn a_secret_of_few_characters_or_of_repeated_text_is_refused() {
    assert_eq!(weakness(&"a".repeat(40)), Some(Weakness::LowVariety));
    assert_eq!(weakness("0101010101110010101001010101010110101"), Some(Weakness::LowVariety));
    assert_eq!(weakness(&"correct-horse-battery-".repeat(3)), Some(Weakness::Repeated));
    assert_eq!(weakness("abcdefghijklmnopqrabcdefghijklmnopqr"), Some(Weakness::Repeated));
    assert!(matches!(Keyring::from_key(&[0; 32]), Err(Error::WeakSecret { .. })));
    let ramp = std::array::from_fn(|at| u8::try_from(at).expect("32 of them"));
    assert!(matches!(Keyring::from_key(&ramp), Err(Error::WeakSecret { weakness: Weakness::Repeated, .. })));
}

#[test]
fn white_space_around_a_password_is_a_quoting_mistake() {
    for blank in [" ", "\n", "\t", "\u{a0}"] {
        assert_eq!(weakness(&format!("{STRONG}{blank}")), Some(Weakness::Blank));
        assert_eq!(weakness(&format!("{blank}{STRONG}")), Some(Weakness::Blank));
    }
}

#[test]
fn a_raw_key_is_not_taken_for_a_password() {
    assert_eq!(weakness("key:ASNFZ4mrze8wMTIzNDU2Nzg5YWJjZGVmZ2hpamtsbW4"), Some(Weakness::KeyAsPassword));
}

/// K09
#[test]
fn the_same_key_twice_is_an_error() -> TestResult {
    let twice = Keyring::builder().key(&K1).previous_password(STRONG).previous_key(&K1).build();
    let error = twice.err().ok_or("a duplicate key was taken")?;
    assert!(matches!(error, Error::DuplicateKey { .. }));
    assert!(error.to_string().contains("secret 1") && error.to_string().contains("secret 3"), "{error}");
    Keyring::builder().key(&K1).context("other").previous_key(&K1).build()?;
    Ok(())
}

#[test]
fn exactly_one_key_seals() {
    assert!(matches!(Keyring::builder().build(), Err(Error::SealingKeys { count: 0 })));
    assert!(matches!(Keyring::builder().previous_key(&K1).build(), Err(Error::SealingKeys { count: 0 })));
    assert!(matches!(Keyring::builder().key(&K1).key(&K2).build(), Err(Error::SealingKeys { count: 2 })));
}

#[test]
fn a_context_after_all_secrets_is_an_error() {
    assert!(matches!(Keyring::builder().key(&K1).context("late").build(), Err(Error::UnusedContext { .. })));
}

#[test]
fn a_context_too_long_for_its_length_prefix_is_an_error() {
    let long = |length| Keyring::builder().context("c".repeat(length)).key(&K1).build();
    assert!(long(65_535).is_ok());
    assert!(matches!(long(65_536), Err(Error::TooLong { .. })));
}

/// K12
#[test]
fn composed_and_decomposed_letters_make_different_keys() -> TestResult {
    let composed = Keyring::from_password("caf\u{e9}-ferry-41-cobalt-nimbus-drum-thistle")?;
    let decomposed = Keyring::from_password("cafe\u{301}-ferry-41-cobalt-nimbus-drum-thistle")?;
    assert_ne!(format!("{composed:?}"), format!("{decomposed:?}"));
    Ok(())
}

/// K16
#[test]
fn two_nodes_with_one_password_and_context_open_each_others_seals() -> TestResult {
    let node = || Keyring::builder().context("t").password(STRONG).build();
    let mut session = sessions_under::<Visit>(node()?, NOW).load(&HeaderMap::new());
    session.set_user_id(7);
    let cookie = saved(&mut session);
    let elsewhere = sessions_under::<Visit>(node()?, NOW).load(&cookies([format!("__Host-s={cookie}")]));
    assert_eq!(elsewhere.user_id(), 7);
    Ok(())
}

/// K01, K02
#[test]
fn a_seal_of_a_previous_key_opens_and_is_resealed_with_the_same_times() -> TestResult {
    let rotated = Keyring::builder().key(&K2).previous_key(&K1).build()?;
    let sessions = sessions_under::<Visit>(rotated.clone(), NOW + 100);
    let mut session = sessions.load(&cookies([format!("__Host-s={}", v())]));
    assert_eq!(session.user_id(), 7);
    let before = (session.meta().created(), session.meta().issued(), session.meta().expires());

    for _ in 0..2 {
        let mut response = Response::new(());
        session.save(&mut response)?;
        let cookie = &set_cookies(&response)[0];
        assert!(cookie.contains("; Max-Age=3500;"), "{cookie}");
        let only_new = sessions_under::<Visit>(Keyring::from_key(&K2)?, NOW + 100);
        let session = only_new.load(&cookies([format!("__Host-s={}", value(cookie))]));
        assert_eq!(session.user_id(), 7);
        assert_eq!((session.meta().created(), session.meta().issued(), session.meta().expires()), before);
    }
    Ok(())
}

#[test]
fn a_next_key_opens_and_causes_no_reseal() -> TestResult {
    let prepared = Keyring::builder().key(&K2).next_key(&K1).build()?;
    let mut session = sessions_under::<Visit>(prepared, NOW).load(&cookies([format!("__Host-s={}", v())]));
    assert_eq!(session.user_id(), 7);
    let mut response = Response::new(());
    session.save(&mut response)?;
    assert_eq!(set_cookies(&response), [""; 0]);
    session.set_user_id(8);
    session.save(&mut response)?;
    let cookie = set_cookies(&response).pop().ok_or("no cookie")?;
    let by_new = sessions_under::<Visit>(Keyring::from_key(&K2)?, NOW);
    assert_eq!(by_new.load(&cookies([format!("__Host-s={}", value(&cookie))])).user_id(), 8);
    Ok(())
}

/// The session of a later release of the program, with one more member.
#[derive(IronSession)]
#[iron(cookie = "__Host-s", max_age = "1h")]
struct LaterVisit {
    user_id: u32,
    note: String,
    locale: Option<String>,
}

#[test]
fn a_reseal_keeps_members_that_only_a_later_program_knows() -> TestResult {
    let mut later = sessions_under::<LaterVisit>(keys(), NOW).load(&HeaderMap::new());
    later.set_user_id(7);
    later.set_locale("fr");
    let cookie = saved(&mut later);
    let rotated = Keyring::builder().key(&K2).previous_key(&K1).build()?;
    let mut old =
        sessions_under::<Visit>(rotated.clone(), NOW).load(&cookies([format!("__Host-s={cookie}")]));
    let resealed = saved(&mut old);
    let later = sessions_under::<LaterVisit>(rotated, NOW).load(&cookies([format!("__Host-s={resealed}")]));
    assert_eq!((later.user_id(), later.locale(), later.note()), (7, Some("fr"), ""));
    Ok(())
}

/// K05
#[test]
fn a_removed_key_is_an_unknown_key() -> TestResult {
    let session =
        sessions_under::<Visit>(Keyring::from_key(&K2)?, NOW).load(&cookies([format!("__Host-s={}", v())]));
    assert_eq!(session.meta().rejection(), Some(Rejection::UnknownKey));
    Ok(())
}

/// K13
#[test]
fn a_failing_random_source_is_an_error_and_leaves_the_response_as_it_was() -> TestResult {
    let sessions = sessions_under::<Visit>(keys(), NOW).random_source(|_| Err(Error::Random));
    let mut session = sessions.load(&cookies([format!("__Host-s={}", v())]));
    session.set_user_id(8);
    let mut response = Response::new(());
    response.headers_mut().insert("set-cookie", "other=1".parse()?);
    let before = response.headers().clone();
    assert!(matches!(session.save(&mut response), Err(Error::Random)));
    assert_eq!(response.headers(), &before);
    Ok(())
}

/// K14
#[test]
fn a_million_seals_have_a_million_nonces() -> TestResult {
    let binding = Binding { purpose: seal::SESSION, name: "__Host-s" };
    let record = Record { created: 1, issued: 1, expires: 2, ..Record::default() };
    let mut nonces = Vec::with_capacity(1_000_000);
    for _ in 0..1_000_000 {
        // Characters 24 to 53 hold only the nonce.
        let nonce: [u8; 30] = seal::seal(&keys(), binding, &record, b"")?.as_bytes()[24..54].try_into()?;
        nonces.push(nonce);
    }
    nonces.sort_unstable();
    nonces.dedup();
    assert_eq!(nonces.len(), 1_000_000);
    Ok(())
}

/// K10
#[test]
fn a_raw_key_of_31_or_33_bytes_is_an_error_at_the_start() {
    let spelled =
        |bytes: usize| format!("key:{}", URL_SAFE_NO_PAD.encode(&[&K1[..], b"x"].concat()[..bytes]));
    for bytes in [31, 33] {
        let error = Keyring::from_secret(&spelled(bytes)).err().map(|error| error.to_string());
        assert!(error.as_deref().is_some_and(|text| text.contains("32 bytes")), "{bytes}: {error:?}");
    }
    assert!(Keyring::from_secret(&spelled(32)).is_ok());
}

/// What Argon2id fills for each password.
const STRETCHING: u64 = 46 << 20;

/// K11
#[test]
fn ten_thousand_requests_stretch_no_password() -> TestResult {
    let mut built = None;
    let building = measure(|| built = Some(Keyring::from_password(STRONG)));
    assert!(building.bytes_max >= STRETCHING, "{building:?}");
    let keys = built.ok_or("nothing was built")??;

    let mut session = sessions_under::<Visit>(keys.clone(), NOW).load(&HeaderMap::new());
    session.set_user_id(7);
    let seal = saved(&mut session);
    let forged = format!("{}{}", &seal[..seal.len() - 20], "A".repeat(20));
    let sessions = sessions_under::<Visit>(keys, NOW);
    for value in [seal, forged, v()] {
        let request = cookies([format!("__Host-s={value}")]);
        let requests = measure(|| {
            for _ in 0..10_000 {
                drop(sessions.load(&request));
            }
        });
        assert!(requests.bytes_max < 4096, "{requests:?}");
    }
    Ok(())
}

/// K15
#[test]
fn debug_and_errors_show_no_secret_and_no_session_data() -> TestResult {
    // Pieces of the password and of the key, as `Debug` of their text and bytes would show them.
    let pieces = ["Kettle", "75, 101, 116, 116, 108, 101", "1, 35, 69", "48, 49, 50", "0123456789"];
    let bare = format!("{STRONG} {:?} {K1:?} {}", STRONG.as_bytes(), String::from_utf8_lossy(&K1));
    assert!(pieces.iter().all(|piece| bare.contains(piece)), "{bare}");
    let builder = Keyring::builder().password(STRONG).previous_key(&K1);
    let keys = Keyring::builder().key(&K1).build()?;
    let shown = format!("{builder:?} {keys:?}");
    assert!(!pieces.iter().any(|piece| shown.contains(piece)), "{shown}");
    assert!(shown.contains("secrets: 2") && shown.contains("Current"), "{shown}");
    let mut session = sessions_under::<Visit>(keys, NOW).load(&cookies([format!("__Host-s={}", v())]));
    session.set_note("hunter2");
    let written = session.set_cookies()?;
    let shown = format!("{session:?} {:?} {written:?}", session.meta());
    assert!(!shown.contains("hunter2") && !shown.contains(&v()[..40]), "{shown}");
    let error = Keyring::from_password("short-but-secret").err().ok_or("a short password was taken")?;
    assert!(!format!("{error} {error:?}").contains("short-but"));
    Ok(())
}

/// Prints the keyring that the environment describes. Other tests start this program with an environment of
/// their own, and read what this test prints. Run alone, it finds no secret in the environment, and so no
/// keyring.
#[test]
fn from_env_reports_its_keyring() {
    if let Some(file) = env::var_os("KEYRING_DOTENV") {
        dotenvy::from_path(file).expect("a file that dotenvy reads");
    }
    let name = env::var("KEYRING_UNDER_TEST").unwrap_or_else(|_| "KEYRING_THAT_NOBODY_SETS".to_owned());
    match Keyring::from_env(&name) {
        Ok(keys) => {
            let is_set = |name: &str| env::var_os(name).is_some();
            assert!(is_set(&name) || is_set(&format!("{name}_FILE")), "a keyring without a secret");
            println!("keyring: {keys:?}");
        }
        Err(Error::SecretMissing { variable }) => {
            assert_eq!(variable, name);
            println!("missing: {variable}");
        }
        Err(error) => println!("error: {error}"),
    }
}

/// What `from_env("APP_SECRET")` gives with these variables.
pub(crate) fn keyring_in(variables: &[(&str, &str)]) -> String {
    let mut child = Command::new(env::current_exe().expect("this program"));
    child.args(["--exact", "attacks::keys::from_env_reports_its_keyring", "--nocapture"]);
    child.env("KEYRING_UNDER_TEST", "APP_SECRET").envs(variables.iter().copied());
    let output = child.output().expect("this program runs");
    assert!(output.status.success());
    let text = String::from_utf8(output.stdout).expect("text");
    let starts = ["keyring: ", "missing: ", "error: "];
    text.lines().find(|line| starts.iter().any(|start| line.starts_with(start))).expect("a report").to_owned()
}

#[test]
fn from_env_gives_each_variable_its_role() {
    let all = keyring_in(&[
        ("APP_SECRET", STRONG),
        ("APP_SECRET_NEXT", OTHER),
        ("APP_SECRET_PREVIOUS", "key:ASNFZ4mrze8wMTIzNDU2Nzg5YWJjZGVmZ2hpamtsbW4"),
        ("APP_SECRET_PREVIOUS_2", ""),
        ("APP_SECRET_PREVIOUS_3", "walnut-Copper-93-drizzle-anvil-fjord-moss"),
    ]);
    let roles: Vec<&str> =
        all.split(", ").map(|entry| entry.rsplit(": ").next().unwrap_or_default()).collect();
    assert_eq!(roles, ["Current", "Next", "Previous", "Previous}"], "{all}");
    let raw = keyring_in(&[("APP_SECRET", "key:ASNFZ4mrze8wMTIzNDU2Nzg5YWJjZGVmZ2hpamtsbW4")]);
    assert_eq!(raw, format!("keyring: {:?}", keys()));
}

#[test]
fn from_env_names_the_variable_at_fault() {
    assert_eq!(keyring_in(&[]), "missing: APP_SECRET");
    assert_eq!(keyring_in(&[("APP_SECRET", "")]), "missing: APP_SECRET");
    assert_eq!(keyring_in(&[("APP_SECRET_NEXT", STRONG)]), "missing: APP_SECRET");
    for (next, says) in
        [("short", "fewer than 32 bytes"), ("key:AAAA", "base64 or hex"), (" x", "white space")]
    {
        let report = keyring_in(&[("APP_SECRET", STRONG), ("APP_SECRET_NEXT", next)]);
        assert!(report.starts_with("error: `APP_SECRET_NEXT`: ") && report.contains(says), "{report}");
    }
    let twice = keyring_in(&[("APP_SECRET", STRONG), ("APP_SECRET_PREVIOUS", STRONG)]);
    assert!(twice.starts_with("error: `APP_SECRET` and `APP_SECRET_PREVIOUS` are the same key"), "{twice}");
}

#[test]
fn every_error_says_what_to_do() {
    let errors = [
        Keyring::builder().build().err(),
        Keyring::from_env("KEYRING_THAT_NOBODY_SETS").err(),
        Keyring::from_password("short").err(),
        Keyring::builder().key(&K1).previous_key(&K1).build().err(),
    ];
    for (error, advice) in
        errors.into_iter().zip(["exactly one", "openssl rand", "generate one", "remove one"])
    {
        let text = error.map(|error| error.to_string());
        assert!(text.as_deref().is_some_and(|text| text.contains(advice)), "{text:?} does not say {advice}");
    }
}
