//! Sessions in the seal of iron-session for JavaScript: how an accepted session becomes native, which
//! settings that format cannot hold, and which keys it needs.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::{Duration, SystemTime};

use http::{HeaderMap, Response};
use iron_session::{ConfigError, Error, IronSession, Keyring, Rejection, Session, SessionManager, fe26};
use serde::{Deserialize, Serialize, Serializer};
use serde_json::{Value, json};

use super::{
    HOUR, OTHER, PASSWORD, Shared, UNTIL, accepting_at, ada, javascript, keys, load, sessions_at, shared_at,
};
use crate::common::{K1, NOW, TestResult, at, cookies, saved, set_cookies, value};

#[test]
fn a_seal_without_an_end_or_past_it_is_not_accepted() -> TestResult {
    let endless = fe26::seal(&keys(), &json!({"visits": 3}), None, at(NOW))?;
    assert_eq!(load(&shared_at(NOW), &endless).visits(), 3);
    assert_eq!(load(&accepting_at(NOW), &endless).meta().rejection(), Some(Rejection::Malformed));
    assert_eq!(load(&accepting_at(NOW + HOUR), &ada()).meta().rejection(), Some(Rejection::Expired));
    Ok(())
}

#[test]
fn an_accepted_name_is_read_and_removed_by_a_save_and_by_destroy() -> TestResult {
    let accepting = accepting_at(NOW).configure(|config| config.accept_name("old"))?;
    let visitor = cookies([format!("old={}", ada())]);
    let mut response = Response::new(());
    let mut session = accepting.load(&visitor);
    assert_eq!(session.user_name(), Some("Ada"));
    for _ in 0..2 {
        session.save(&mut response)?;
        let written = set_cookies(&response);
        assert_eq!(written.len(), 2);
        assert!(written[0].starts_with("old=; Max-Age=0;") && written[1].starts_with("sid="), "{written:?}");
    }
    let mut response = Response::new(());
    accepting.load(&visitor).destroy().save(&mut response)?;
    let names: Vec<_> = set_cookies(&response).iter().map(|cookie| cookie[..4].to_owned()).collect();
    assert_eq!(names, ["old=", "sid="]);
    Ok(())
}

#[test]
fn rotation_seals_under_the_highest_number_and_reseals_the_others() -> TestResult {
    let both = |secs: u64| {
        let keys = Keyring::builder().fe26_password("9", PASSWORD).fe26_password("10", OTHER).build();
        let sessions = SessionManager::<Shared>::new(keys.expect("sound")).clock(move || at(secs));
        sessions.configure(iron_session::Config::format_fe26).expect("sound")
    };
    let old = Keyring::builder().fe26_password("9", PASSWORD).build()?;
    let seal = fe26::seal(&old, &json!({"visits": 3}), Some(Duration::from_secs(HOUR)), at(NOW))?;
    let mut session = load(&both(NOW + 600), &seal);
    assert_eq!(session.visits(), 3);
    let cookie = session.set_cookies()?.into_iter().next().ok_or("no cookie")?;
    assert!(value(&cookie).starts_with("Fe26.2*10*") && cookie.contains("; Max-Age=2940;"), "{cookie}");
    assert!(load(&both(NOW + 600), value(&cookie)).set_cookies()?.is_empty());
    Ok(())
}

/// J06
#[test]
fn a_number_that_javascript_would_round_is_an_error_at_save() {
    let most = (1_u64 << 53) - 1;
    let mut session = shared_at(NOW).load(&HeaderMap::new());
    session.set_visits(most);
    assert!(session.set_cookies().is_ok());
    session.set_visits(most + 2);
    assert!(matches!(session.set_cookies(), Err(Error::Unsealable { member: "visits", .. })));
    session.set_visits(1);
    session.set_ratio(f64::NAN);
    assert!(matches!(session.set_cookies(), Err(Error::Unsealable { member: "ratio", .. })));
    for number in [json!(most + 2), json!(-9_007_199_254_740_993_i64), json!({"deep": [most + 2]})] {
        assert!(
            matches!(fe26::seal(&keys(), &number, None, at(NOW)), Err(Error::Unsealable { .. })),
            "{number}"
        );
    }
    let mut native = sessions_at(NOW).load(&HeaderMap::new());
    native.set_visits(u64::MAX);
    assert!(native.set_cookies().is_ok(), "a native seal can hold it");
}

#[test]
fn half_a_surrogate_pair_is_read_as_the_replacement_character() -> TestResult {
    let iv = [7; 16];
    let salts = ("a", "b");
    let cases = [
        (r#"{"userName":"x\ud800y"}"#, "x\u{fffd}y"),
        (r#"{"userName":"\udc00"}"#, "\u{fffd}"),
        (r#"{"userName":"\ud83d\ude00"}"#, "\u{1f600}"),
        (r#"{"userName":"\\ud800"}"#, "\\ud800"),
        (r#"{"userName":"\ud800\u0041"}"#, "\u{fffd}A"),
        ("\u{feff}{\"userName\":\"z\"}", "z"),
    ];
    for (json, name) in cases {
        let seal = fe26::seal_with_parts(&keys(), "1", json.as_bytes(), Some((NOW + 60) * 1000), salts, iv)?;
        assert_eq!(load(&shared_at(NOW), &seal).user_name(), Some(name), "{json}");
    }
    Ok(())
}

#[test]
fn passwords_are_counted_as_javascript_does_and_kept_apart_from_native_secrets() {
    let build = |id: &str, password: &str| Keyring::builder().fe26_password(id, password).build();
    assert!(build("1", &"\u{1f511}".repeat(16)).is_ok(), "16 key emojis are 32 units");
    assert!(matches!(build("1", &"é".repeat(31)), Err(Error::WeakSecret { .. })));
    let longest = "k".repeat(32);
    for id in ["0", "10", &longest] {
        assert!(build(id, PASSWORD).is_ok(), "{id}");
    }
    for id in [&format!("{longest}k"), "01", "00", "", "a b", "-1", "1.5", "é"] {
        assert!(matches!(build(id, PASSWORD), Err(Error::Fe26Id { .. })), "{id}");
    }
    let twice = Keyring::builder().fe26_password("1", PASSWORD).fe26_password("1", OTHER).build();
    let text = twice.as_ref().err().map(ToString::to_string).unwrap_or_default();
    assert!(text.contains("an id of its own") && !text.contains("rotation"), "{text}");
    assert!(matches!(twice, Err(Error::DuplicateKey { .. })));
    let same = Keyring::builder().password(PASSWORD).fe26_password("1", PASSWORD).build();
    assert!(matches!(same, Err(Error::NativeAsFe26 { .. })));
    let different = Keyring::builder().password(OTHER).fe26_password("1", PASSWORD).build();
    assert!(different.is_ok());
    let word = build("main", PASSWORD).expect("a word opens");
    assert!(matches!(fe26::seal(&word, &1, None, SystemTime::now()), Err(Error::NoFe26Password)));
}

#[test]
fn a_keyring_without_the_right_keys_is_an_error_at_save_and_no_session_at_load() -> TestResult {
    let only_native = Keyring::from_key(&K1)?;
    let sessions = SessionManager::<Shared>::new(only_native).configure(iron_session::Config::format_fe26)?;
    let mut session = sessions.load(&cookies([format!("sid={}", ada())]));
    assert_eq!(session.meta().rejection(), Some(Rejection::UnknownKey));
    session.set_visits(1);
    assert!(matches!(session.set_cookies(), Err(Error::NoFe26Password)));
    Ok(())
}

#[test]
fn settings_that_a_shared_format_cannot_hold_are_errors() {
    let refused =
        |change: fn(iron_session::Config) -> iron_session::Config| sessions_at(NOW).configure(change).err();
    let room = |error: Option<Error>| matches!(error, Some(Error::Config(ConfigError::Fe26Room)));
    assert!(room(refused(|config| config.format_fe26().id(true))));
    assert!(room(refused(|config| config.format_fe26().refresh_after(Duration::from_secs(1)))));
    assert!(room(refused(|config| config.format_fe26().no_absolute_timeout())));
    assert!(refused(|config| config.format_fe26().accept_fe26(UNTIL)).is_some());
    assert!(refused(|config| config.accept_name("no name")).is_some());
}

#[test]
fn a_shared_cookie_is_measured_with_its_attributes_as_iron_session_does() -> TestResult {
    let written = |name: usize| {
        let mut session = shared_at(NOW).load(&HeaderMap::new());
        session.set_user_name("n".repeat(name));
        session.set_cookies()
    };
    // With one more block of AES the text would be too long: 16 bytes take 21 or 22 characters.
    let longest = (2700..2900).take_while(|name| written(*name).is_ok()).last().ok_or("nothing fits")?;
    let text = written(longest)?.into_iter().next().ok_or("no cookie")?;
    assert!((4096 - 22..=4096).contains(&text.len()), "{}", text.len());
    assert!(matches!(written(longest + 1), Err(Error::TooLarge(error)) if error.excess <= 22));
    Ok(())
}

/// The same settings through the derive. The flattened field takes what JavaScript adds to the session.
#[derive(IronSession)]
#[iron(cookie = "sid", max_age = "1h", format = "fe26")]
struct Derived {
    #[iron(flatten)]
    rest: std::collections::BTreeMap<String, Value>,
}

#[derive(IronSession)]
#[iron(cookie = "native", max_age = "1h", accept = "fe26", accept_until = "2027-06-30", accept_name = "sid")]
struct Moved {
    visits: u64,
}

#[test]
fn the_derive_says_the_same_as_the_configuration() {
    let format = iron_session::Config::new("sid").max_age(Duration::from_secs(HOUR)).format_fe26();
    assert_eq!(Derived::CONFIG, format);
    // The end of 30 June 2027, UTC.
    let accept = iron_session::Config::new("native").max_age(Duration::from_secs(HOUR));
    assert_eq!(Moved::CONFIG, accept.accept_fe26(1_814_400_000).accept_name("sid"));
}

#[test]
fn a_member_that_would_hide_a_method_of_javascripts_session_is_an_error() {
    let sessions = SessionManager::<Derived>::new(keys()).clock(|| at(NOW));
    for method in ["save", "destroy", "updateConfig"] {
        let mut session = sessions.load(&HeaderMap::new());
        session.rest_mut().insert(method.to_owned(), json!(1));
        assert!(matches!(session.set_cookies(), Err(Error::Unsealable { member: "rest", .. })), "{method}");
    }
}

#[test]
fn a_large_number_as_javascript_prints_it_can_be_saved_again() {
    let sessions = SessionManager::<Derived>::new(keys()).clock(|| at(NOW));
    let mut session = sessions.load(&HeaderMap::new());
    for printed in [1_800_000_000_123_456_800_u64, 100_000_000_000_000_000] {
        session.rest_mut().insert("n".to_owned(), json!(printed));
        assert!(session.set_cookies().is_ok(), "{printed}");
        session.rest_mut().insert("n".to_owned(), json!(printed + 1));
        assert!(matches!(session.set_cookies(), Err(Error::Unsealable { .. })), "{printed} + 1");
    }
}

#[derive(IronSession)]
#[iron(
    cookie = "__Host-app",
    max_age = "1h",
    accept = "fe26",
    accept_until = "2030-01-01",
    accept_name = "sid"
)]
struct HostBound {
    user_name: Option<String>,
}

#[test]
fn two_sessions_under_an_accepted_name_that_siblings_may_set_are_ambiguous() {
    let sealed = |name: &str, secs| javascript(&json!({"user_name": name}), secs);
    let sessions = SessionManager::<HostBound>::new(keys()).clock(|| at(NOW));
    let both = format!("sid={}; sid={}", sealed("attacker", NOW), sealed("victim", NOW - 10));
    let session = sessions.load(&cookies([both]));
    assert_eq!((session.user_name(), session.meta().rejection()), (None, Some(Rejection::Ambiguous)));
}

#[test]
fn an_accepted_cookie_is_removed_with_every_domain_and_path_it_may_have() -> TestResult {
    let sessions =
        SessionManager::<HostBound>::new(keys()).clock(|| at(NOW)).former(Some("shop.example"), "/")?;
    let visitor = cookies([format!("sid={}", ada())]);
    let mut response = Response::new(());
    sessions.load(&visitor).destroy().save(&mut response)?;
    let written = set_cookies(&response);
    let removed = "sid=; Max-Age=0; Expires=Thu, 01 Jan 1970 00:00:00 GMT";
    for shape in ["; Domain=shop.example; Path=/; Secure", "; Path=/; Secure"] {
        assert!(
            written.iter().any(|cookie| cookie.starts_with(&format!("{removed}{shape}"))),
            "{shape}: {written:?}"
        );
    }

    // The removal of a cookie with a prefix has the attributes that the prefix demands, even if the session's
    // own cookie has others.
    let prefixed = accepting_at(NOW)
        .configure(|config| config.accept_name("__Host-sid").secure(false).path("/app"))?
        .domain("shop.example")?;
    let visitor = cookies([format!("__Host-sid={}", ada())]);
    let mut response = Response::new(());
    prefixed.load(&visitor).destroy().save(&mut response)?;
    let removals: Vec<_> =
        set_cookies(&response).into_iter().filter(|cookie| cookie.starts_with("__Host-sid=")).collect();
    let removal = "__Host-sid=; Max-Age=0; Expires=Thu, 01 Jan 1970 00:00:00 GMT; Path=/; Secure; HttpOnly; SameSite=Lax";
    assert_eq!(removals, [removal]);
    Ok(())
}

/// Its seal does not tell when the session began, so it began before any moment.
#[test]
fn what_javascript_sealed_is_ended_by_any_moment_of_not_before() {
    let session = load(&accepting_at(NOW).not_before(|_| Some(at(1))), &ada());
    assert_eq!((session.user_name(), session.meta().rejection()), (None, Some(Rejection::Revoked)));
    assert_eq!(load(&accepting_at(NOW).not_before(|_| None), &ada()).user_name(), Some("Ada"));
}

#[test]
fn a_seal_under_an_old_password_is_made_anew_until_its_end_and_opens_for_a_minute_after_it() -> TestResult {
    let keys = Keyring::builder().fe26_password("1", PASSWORD).fe26_password("2", OTHER).build()?;
    for (secs, is_made_anew) in [(HOUR - 1, true), (HOUR, false), (HOUR + 59, false)] {
        let sessions = SessionManager::<Shared>::new(keys.clone()).clock(move || at(NOW + secs));
        let mut session = load(&sessions.configure(iron_session::Config::format_fe26)?, &ada());
        assert_eq!(session.user_name(), Some("Ada"));
        assert_eq!(!session.set_cookies()?.is_empty(), is_made_anew, "{secs}");
        let accepted = load(&accepting_at(NOW + secs), &ada());
        assert_eq!(accepted.meta().rejection().is_none(), is_made_anew, "{secs}");
    }
    Ok(())
}

#[test]
fn touching_what_javascript_sealed_without_a_change_writes_nothing_and_loses_nothing() -> TestResult {
    let seal = javascript(&json!({"visits": 3, "onlyThere": true}), NOW);
    let mut shared = load(&shared_at(NOW + 60), &seal);
    shared.set_visits(3);
    assert!(shared.set_cookies()?.is_empty());
    let mut upgraded = load(&accepting_at(NOW + 60), &seal);
    upgraded.set_visits(3);
    let cookie = upgraded.set_cookies()?.into_iter().next().ok_or("no cookie")?;
    assert!(cookie.contains("; Max-Age=3540;"), "setting an equal value is no change: {cookie}");
    Ok(())
}

#[test]
fn a_lifetime_of_one_session_is_an_error_in_a_shared_format() {
    let asked: [fn(&mut Session<Shared>); 2] = [
        |session| _ = session.renew().max_age(Duration::from_secs(60)),
        |session| _ = session.renew().persistent(false),
    ];
    for ask in asked {
        let mut session = shared_at(NOW).load(&HeaderMap::new());
        ask(&mut session);
        assert!(matches!(session.set_cookies(), Err(Error::Config(ConfigError::Fe26Room))));
    }
}

#[test]
fn a_seal_at_its_end_and_less_than_a_minute_past_it_is_read_and_not_resealed() -> TestResult {
    let moments: [fn() -> SystemTime; 3] =
        [|| at(NOW + HOUR), || at(NOW + HOUR + 30), || at(NOW + HOUR + 59)];
    for now in moments {
        let old = Keyring::builder().fe26_password("1", PASSWORD).fe26_password("2", OTHER).build()?;
        let sessions = SessionManager::<Shared>::new(old).clock(now);
        let sessions = sessions.configure(iron_session::Config::format_fe26)?;
        let mut session = load(&sessions, &ada());
        assert_eq!(session.visits(), 3);
        assert!(session.set_cookies()?.is_empty(), "{:?}", now());
    }
    Ok(())
}

#[test]
fn check_reports_which_keys_a_keyring_lacks() -> TestResult {
    let of = |keys: Keyring| SessionManager::<Shared>::new(keys);
    let native = || Keyring::from_key(&K1);
    let javascript = || Keyring::builder().fe26_password("1", PASSWORD).build();
    assert!(of(native()?).check().is_ok());
    assert!(matches!(of(javascript()?).check(), Err(Error::SealingKeys { count: 0 })));
    let shared = |keys: Keyring| of(keys).configure(iron_session::Config::format_fe26);
    assert!(matches!(shared(native()?)?.check(), Err(Error::NoFe26Password)));
    assert!(shared(javascript()?)?.check().is_ok());
    let accepting = |keys: Keyring| of(keys).configure(|config| config.accept_fe26(UNTIL));
    assert!(matches!(accepting(native()?)?.check(), Err(Error::NoFe26Password)));
    assert!(accepting(keys())?.check().is_ok());
    Ok(())
}

#[derive(IronSession)]
#[iron(cookie = "hidden", schema = 1)]
struct Hidden {
    #[iron(rename = "save")]
    saves: u32,
}

#[test]
fn a_type_that_cannot_be_shared_is_refused_at_run_time_too() {
    let sessions = SessionManager::<Hidden>::new(keys()).configure(iron_session::Config::format_fe26);
    assert!(matches!(sessions, Err(Error::Config(ConfigError::Fe26Room))));
    let alone = sessions_at(NOW).configure(|config| config.accept_name("old"));
    assert!(matches!(alone, Err(Error::Config(ConfigError::AcceptUntil))));
}

#[test]
fn a_value_that_open_would_refuse_is_not_sealed() {
    let nested = (0..129).fold(json!(1), |inner, _| json!([inner]));
    assert!(matches!(fe26::seal(&keys(), &nested, None, at(NOW)), Err(Error::TooDeep)));
    let long = "x".repeat(60_000);
    assert!(matches!(fe26::seal(&keys(), &long, None, at(NOW)), Err(Error::TooLarge(_))));
}

/// Panics when it is written and holds 13.
#[derive(Clone, Default, Deserialize)]
struct Fragile(u32);

impl Serialize for Fragile {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        assert_ne!(self.0, 13);
        serializer.serialize_u32(self.0)
    }
}

#[derive(IronSession)]
#[iron(cookie = "sid", max_age = "1h")]
struct Delicate {
    fragile: Fragile,
    note: String,
}

#[test]
fn a_reset_is_written_after_a_save_that_panicked() -> TestResult {
    let sessions = || SessionManager::<Delicate>::new(keys()).clock(|| at(NOW));
    for sessions in [
        sessions().configure(iron_session::Config::format_fe26)?,
        sessions().configure(|config| config.accept_fe26(UNTIL))?,
    ] {
        let seal = javascript(&json!({"fragile": 3, "note": "x"}), NOW);
        let mut session = sessions.load(&cookies([format!("sid={seal}")]));
        assert_eq!((session.fragile.0, session.note()), (3, "x"));
        session.fragile = Fragile(13);
        assert!(catch_unwind(AssertUnwindSafe(|| session.set_cookies())).is_err());

        (session.fragile, session.note) = (Fragile::default(), String::new());
        let written = saved(&mut session);
        let back = sessions.load(&cookies([format!("sid={written}")]));
        assert_eq!((back.fragile.0, back.note(), back.meta().rejection()), (0, "", None));
    }
    Ok(())
}
