//! Attack plan, group F and T22: iron-session's seal, shared or accepted, and never believed before its MAC.

use std::time::{Duration, SystemTime};

use http::{HeaderMap, Response};
use iron_session::{ConfigError, Error, IronSession, Keyring, Rejection, Session, SessionManager, fe26};
use serde_json::{Value, json};

use crate::common::{K1, NOW, TestResult, at, cookies, saved, set_cookies, value};

const PASSWORD: &str = "harbour-lantern-seven-quiet-otters-42";
const OTHER: &str = "second/secret+with=symbols&spaces ok 1";
const HOUR: u64 = 3600;
const UNTIL: u32 = 1_900_000_000;

#[derive(IronSession, Debug, PartialEq)]
#[iron(cookie = "sid", max_age = "1h", rename_all = "camelCase")]
struct Shared {
    user_name: Option<String>,
    visits: u64,
    ratio: f64,
}

/// Native keys, and the password that JavaScript has under the id 1.
fn keys() -> Keyring {
    Keyring::builder().key(&K1).fe26_password("1", PASSWORD).build().expect("sound keys")
}

/// A manager of sessions that both sides share.
fn shared_at(secs: u64) -> SessionManager<Shared> {
    sessions_at(secs).configure(iron_session::Config::format_fe26).expect("sound")
}

/// A manager of native sessions that accepts JavaScript's.
fn accepting_at(secs: u64) -> SessionManager<Shared> {
    sessions_at(secs).configure(|config| config.accept_fe26(UNTIL)).expect("sound")
}

fn sessions_at(secs: u64) -> SessionManager<Shared> {
    SessionManager::new(keys()).clock(move || at(secs))
}

fn load(sessions: &SessionManager<Shared>, cookie: &str) -> Session<Shared> {
    sessions.load(&cookies([format!("sid={cookie}")]))
}

/// What iron-session would have sealed `secs` after 1970, to live for an hour.
fn javascript(json: &Value, secs: u64) -> String {
    fe26::seal(&keys(), json, Some(Duration::from_secs(HOUR)), at(secs)).expect("a small value")
}

fn ada() -> String {
    javascript(&json!({"userName": "Ada", "visits": 3}), NOW)
}

/// A seal with these fields, and a MAC that fits them.
fn signed(change: impl FnOnce(&mut Vec<String>)) -> String {
    use hmac::{Hmac, KeyInit, Mac};
    let mut fields: Vec<String> = ada().trim_end_matches("~2").split('*').map(str::to_owned).collect();
    change(&mut fields);
    let mut key = [0; 32];
    pbkdf2::pbkdf2_hmac::<sha1::Sha1>(PASSWORD.as_bytes(), fields[6].as_bytes(), 1, &mut key);
    let mac =
        Hmac::<sha2::Sha256>::new_from_slice(&key).expect("any length").chain_update(fields[..6].join("*"));
    fields[7] = {
        use base64::Engine;
        base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(mac.finalize().into_bytes())
    };
    fields.join("*") + "~2"
}

fn rejection(cookie: &str) -> Option<Rejection> {
    load(&shared_at(NOW), cookie).meta().rejection()
}

/// A seal whose `index`th field is replaced, without a MAC that fits.
fn with_field(index: usize, text: &str) -> String {
    replaced(&ada(), index, text)
}

fn replaced(seal: &str, index: usize, text: &str) -> String {
    let mut fields: Vec<&str> = seal.split('*').collect();
    fields[index] = text;
    fields.join("*")
}

#[test]
fn f04_plain_string_id_1_is_read_and_written() -> TestResult {
    let mut session = load(&shared_at(NOW), &ada());
    assert_eq!((session.user_name(), session.visits()), (Some("Ada"), 3));
    *session.visits_mut() += 1;
    let mut response = Response::new(());
    session.save(&mut response)?;
    let [cookie] = set_cookies(&response).try_into().map_err(|all| format!("one cookie, not {all:?}"))?;
    assert!(value(&cookie).starts_with("Fe26.2*1*") && value(&cookie).ends_with("~2"), "{cookie}");
    assert!(cookie.ends_with("; Max-Age=3540; Path=/; HttpOnly; Secure; SameSite=Lax"), "{cookie}");
    let read: Value = fe26::open(&keys(), value(&cookie), at(NOW))?;
    assert_eq!(read, json!({"userName": "Ada", "visits": 4, "ratio": 0.0}));
    Ok(())
}

#[test]
fn a_max_age_of_a_minute_or_less_is_not_shortened() {
    let brief = shared_at(NOW).configure(|config| config.max_age(Duration::from_secs(60))).expect("sound");
    let mut session = brief.load(&HeaderMap::new());
    session.set_visits(1);
    let cookie = session.set_cookies().expect("a small session").into_iter().next();
    assert!(cookie.is_some_and(|cookie| cookie.contains("; Max-Age=60;")));
}

#[test]
fn a_shared_cookie_is_removed_as_iron_session_does() -> TestResult {
    let mut response = Response::new(());
    load(&shared_at(NOW), &ada()).destroy().save(&mut response)?;
    assert_eq!(set_cookies(&response), ["sid=; Max-Age=0; Path=/; HttpOnly; Secure; SameSite=Lax"]);
    Ok(())
}

#[test]
fn reading_a_shared_session_writes_nothing() -> TestResult {
    assert!(load(&shared_at(NOW + 600), &ada()).set_cookies()?.is_empty());
    Ok(())
}

#[test]
fn f05_empty_id_default() -> TestResult {
    let bare = signed(|fields| fields[1].clear());
    assert_eq!(rejection(&bare), Some(Rejection::UnknownKey));
    let keys = Keyring::builder().fe26_password("default", PASSWORD).build()?;
    let read: Value = fe26::open(&keys, &bare, at(NOW))?;
    assert_eq!(read["userName"], "Ada");
    Ok(())
}

/// Deliberate difference 1: iron-session 8 reads any ending that parses as 2, and takes the lack of one for an old format, in
/// which a member of the data becomes the session. The ending is outside the MAC, so a visitor could choose.
#[test]
fn f06_strip_suffix() {
    let seal = ada();
    let bare = seal.trim_end_matches("~2");
    for ending in ["", "~", "~1", "~3", "~02", "~2abc", "~ 2", "~+2", "~2.0"] {
        assert_eq!(rejection(&format!("{bare}{ending}")), Some(Rejection::Malformed), "{ending:?}");
    }
    assert_eq!(rejection(&format!("{seal}~2")), Some(Rejection::Forged));
    assert_eq!(rejection(&seal), None);
}

/// Deliberate difference 2: an id that JavaScript's objects inherit, such as `constructor`, is no special case here.
#[test]
fn an_inherited_id_is_an_unknown_key() {
    for id in ["constructor", "__proto__", "toString", "hasOwnProperty"] {
        assert_eq!(rejection(&with_field(1, id)), Some(Rejection::UnknownKey), "{id}");
    }
}

/// Deliberate difference 3: `getIronSession` takes arrays, and throws at numbers, texts and booleans; a session is an object.
#[test]
fn a_session_that_is_no_object_is_refused() {
    for other in [json!(5), json!("hi"), json!([1, 2]), json!(true)] {
        assert!(matches!(rejection(&javascript(&other, NOW)), Some(Rejection::Payload { .. })), "{other}");
    }
    for empty in [json!(null), json!({})] {
        let session = load(&shared_at(NOW), &javascript(&empty, NOW));
        assert_eq!((session.meta().rejection(), session.visits()), (None, 0), "{empty}");
    }
}

/// Deliberate difference 4: the `persistent` member of versions before 7 is a member like any other, as in iron-session 9.
#[test]
fn the_old_persistent_wrapper_is_not_unwrapped() {
    let wrapped = javascript(&json!({"persistent": {"userName": "admin"}}), NOW);
    assert_eq!(load(&shared_at(NOW), &wrapped).user_name(), None);
    assert_eq!(rejection(wrapped.trim_end_matches("~2")), Some(Rejection::Malformed));
}

#[test]
fn f07_wrong_prefix_f10_seven_parts_f11_nine_parts() {
    let seal = ada();
    for prefix in ["Fe26.1", "fe26.2", "", "Fe26.2 "] {
        assert_eq!(rejection(&with_field(0, prefix)), Some(Rejection::Malformed), "{prefix}");
    }
    let (seven, nine) = (seal.replacen("*1*", "*", 1), seal.replacen("*1*", "*1**", 1));
    assert_eq!(
        (rejection(&seven), rejection(&nine)),
        (Some(Rejection::Malformed), Some(Rejection::Malformed))
    );
    assert_eq!(rejection("*******~2"), Some(Rejection::Malformed));
}

#[test]
fn f08_exp_abc_and_f09_exp_leading_zero_do_not_pick_the_reason() {
    for expiration in ["abc", "01", "1", "", "-1", " 9999999999999", "\u{ff11}"] {
        assert_eq!(rejection(&with_field(5, expiration)), Some(Rejection::Forged), "{expiration}");
    }
    assert_eq!(rejection(&signed(|fields| fields[5] = "abc".to_owned())), Some(Rejection::Malformed));
    assert_eq!(rejection(&signed(|fields| fields[5] = "1".to_owned())), Some(Rejection::Expired));
}

#[test]
fn f12_mac_case() {
    let seal = ada();
    let mac = seal.rsplit('*').next().expect("a MAC").trim_end_matches("~2").to_owned();
    let alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let spellings = alphabet.chars().filter(|last| {
        let text = replaced(&seal, 7, &format!("{}{last}~2", &mac[..42]));
        rejection(&text).is_none()
    });
    assert_eq!(spellings.count(), 1, "one text for one MAC");
    for other in
        [format!("{mac}="), mac.to_lowercase(), mac[..42].to_owned(), String::new(), format!("{mac}A")]
    {
        assert_eq!(rejection(&replaced(&seal, 7, &format!("{other}~2"))), Some(Rejection::Forged), "{other}");
    }
}

#[test]
fn f13_bad_padding_right_mac() {
    let halves = [
        signed(|fields| fields[4] = fields[4][..21].to_owned()),
        signed(|fields| fields[4] = "AAAAAAAAAAAAAAAAAAAAAA".to_owned()),
        signed(|fields| fields[4].clear()),
        signed(|fields| fields[3] = "AAAA".to_owned()),
        signed(|fields| fields[4] = "??".to_owned()),
    ];
    for seal in halves {
        let mut session = load(&shared_at(NOW), &seal);
        assert_eq!(session.meta().rejection(), Some(Rejection::Malformed));
        assert!(
            session.set_cookies().is_ok_and(|cookies| cookies.is_empty()),
            "the answer is that of a bad MAC"
        );
    }
}

#[test]
fn f14_expired_59s_and_f15_61s() {
    let end = NOW + HOUR;
    let at_end = |secs| load(&shared_at(secs), &ada()).meta().rejection();
    assert_eq!(
        (at_end(end + 59), at_end(end + 60), at_end(end + 61)),
        (None, Some(Rejection::Expired), Some(Rejection::Expired))
    );
}

#[test]
fn f16_reading_disabled_and_t22_no_second_format_unless_listed() {
    assert_eq!(load(&sessions_at(NOW), &ada()).meta().rejection(), Some(Rejection::Malformed));
    let native = {
        let mut session = sessions_at(NOW).load(&HeaderMap::new());
        session.set_visits(1);
        saved(&mut session)
    };
    assert_eq!(
        rejection(&native),
        Some(Rejection::Malformed),
        "nor is a native seal read where JavaScript's is the format"
    );
}

#[test]
fn f17_unknown_id() {
    assert_eq!(rejection(&with_field(1, "2")), Some(Rejection::UnknownKey));
}

#[test]
fn f18_after_cut_off_date() {
    let until = u64::from(UNTIL);
    let sealed = javascript(&json!({"visits": 3}), until - 10);
    assert_eq!(load(&accepting_at(until - 1), &sealed).visits(), 3);
    let late = load(&accepting_at(until), &sealed);
    assert_eq!((late.visits(), late.meta().rejection()), (0, Some(Rejection::NoLongerAccepted)));
}

#[test]
fn f19_upgrade_native_out_on_next_write_and_never_longer_than_it_was() -> TestResult {
    let mut session = load(&accepting_at(NOW + 600), &ada());
    assert_eq!(session.user_name(), Some("Ada"));
    let mut response = Response::new(());
    session.save(&mut response)?;
    let [cookie] = set_cookies(&response).try_into().map_err(|all| format!("one cookie, not {all:?}"))?;
    assert!(!value(&cookie).contains('*') && cookie.contains("; Max-Age=3000;"), "{cookie}");

    let mut native = load(&accepting_at(NOW + 600), value(&cookie));
    assert_eq!((native.user_name(), native.meta().created()), (Some("Ada"), Some(at(NOW))));
    assert!(native.set_cookies()?.is_empty());
    assert_eq!(load(&accepting_at(NOW + HOUR), value(&cookie)).meta().rejection(), Some(Rejection::Expired));

    // Its own length is that of the type, not what was left of it: the next change starts a whole lifetime.
    native.set_visits(4);
    assert!(native.set_cookies()?.into_iter().any(|cookie| cookie.contains("; Max-Age=3600;")));

    let mut changed = load(&accepting_at(NOW + 600), &ada());
    changed.set_visits(9);
    let cookie = changed.set_cookies()?.into_iter().next().ok_or("no cookie")?;
    assert!(cookie.contains("; Max-Age=3600;"), "a change of data starts a lifetime: {cookie}");
    Ok(())
}

#[test]
fn a_seal_without_an_end_or_past_it_is_not_accepted() -> TestResult {
    let endless = fe26::seal(&keys(), &json!({"visits": 3}), None, at(NOW))?;
    assert_eq!(load(&shared_at(NOW), &endless).visits(), 3);
    assert_eq!(load(&accepting_at(NOW), &endless).meta().rejection(), Some(Rejection::Malformed));
    assert_eq!(load(&accepting_at(NOW + HOUR), &ada()).meta().rejection(), Some(Rejection::Expired));
    Ok(())
}

#[test]
fn a_native_cookie_counts_before_an_accepted_one() {
    let native = {
        let mut session = sessions_at(NOW).load(&HeaderMap::new());
        session.set_visits(1);
        saved(&mut session)
    };
    for both in [format!("sid={native}; sid={}", ada()), format!("sid={}; sid={native}", ada())] {
        let session = accepting_at(NOW).load(&cookies([both]));
        assert_eq!((session.visits(), session.meta().rejection()), (1, None));
    }
}

#[test]
fn an_accepted_name_is_read_removed_at_the_upgrade_and_by_destroy() -> TestResult {
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
    assert!(native.set_cookies().is_ok(), "a native seal keeps it");
}

#[test]
fn half_a_surrogate_pair_does_not_cost_the_session() -> TestResult {
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
    for id in ["01", "", "a b", "-1", "1.5", "é"] {
        assert!(matches!(build(id, PASSWORD), Err(Error::Fe26Id { .. })), "{id}");
    }
    let twice = Keyring::builder().fe26_password("1", PASSWORD).fe26_password("1", OTHER).build();
    assert!(matches!(twice, Err(Error::DuplicateKey { .. })));
    let same = Keyring::builder().password(PASSWORD).fe26_password("1", PASSWORD).build();
    assert!(matches!(same, Err(Error::DuplicateKey { .. })));
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
fn a_format_that_has_no_room_is_refused() {
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
fn z01_a_shared_cookie_is_measured_with_its_attributes_as_iron_session_does() -> TestResult {
    let written = |name: usize| {
        let mut session = shared_at(NOW).load(&HeaderMap::new());
        session.set_user_name("n".repeat(name));
        session.set_cookies()
    };
    // A block of AES more, and the text would be over: 16 bytes are 21 or 22 characters.
    let longest = (2700..2900).take_while(|name| written(*name).is_ok()).last().ok_or("nothing fits")?;
    let text = written(longest)?.into_iter().next().ok_or("no cookie")?;
    assert!((4096 - 22..=4096).contains(&text.len()), "{}", text.len());
    assert!(matches!(written(longest + 1), Err(Error::TooLarge(error)) if error.excess <= 22));
    Ok(())
}

/// As the derive writes it, with what the other side keeps besides.
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
fn what_javascript_wrote_of_large_numbers_can_be_written_again() {
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
fn an_accepted_cookie_is_removed_in_every_shape_it_may_have() -> TestResult {
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

    // A prefix is removed as it demands, whatever the session's own cookie is like.
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

#[test]
fn touching_what_javascript_sealed_without_a_change_writes_nothing_and_loses_nothing() -> TestResult {
    let seal = javascript(&json!({"visits": 3, "onlyThere": true}), NOW);
    let mut shared = load(&shared_at(NOW + 60), &seal);
    shared.set_visits(3);
    assert!(shared.set_cookies()?.is_empty());
    let mut upgraded = load(&accepting_at(NOW + 60), &seal);
    upgraded.set_visits(3);
    let cookie = upgraded.set_cookies()?.into_iter().next().ok_or("no cookie")?;
    assert!(cookie.contains("; Max-Age=3540;"), "touching is no change: {cookie}");
    Ok(())
}

#[test]
fn a_life_of_a_sessions_own_is_an_error_where_the_seal_has_no_room_for_it() {
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
fn within_its_grace_a_seal_is_read_and_left_alone() -> TestResult {
    let old = Keyring::builder().fe26_password("1", PASSWORD).fe26_password("2", OTHER).build()?;
    let sessions = SessionManager::<Shared>::new(old).clock(|| at(NOW + HOUR + 30));
    let sessions = sessions.configure(iron_session::Config::format_fe26)?;
    let mut session = load(&sessions, &ada());
    assert_eq!(session.visits(), 3);
    assert!(session.set_cookies()?.is_empty());
    Ok(())
}

#[test]
fn a_manager_tells_at_start_what_its_keyring_lacks() -> TestResult {
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
