//! The seals of iron-session for JavaScript, in a shared cookie or accepted in place of a native seal.
//! Nothing of such a seal counts before its MAC has been checked.

use std::time::Duration;

use http::{HeaderMap, Response};
use iron_session::{IronSession, Keyring, Rejection, Session, SessionManager, fe26};
use serde_json::{Value, json};

use crate::common::{K1, NOW, TestResult, at, cookies, saved, set_cookies, value};

mod chunks;
mod escaped;
mod leftovers;
mod sessions;
mod waiting;

const PASSWORD: &str = "harbour-lantern-seven-quiet-otters-42";
const OTHER: &str = "second/secret+with=symbols&spaces ok 1";
pub(crate) const HOUR: u64 = 3600;
pub(crate) const UNTIL: u32 = 1_900_000_000;

#[derive(IronSession, Debug, PartialEq)]
#[iron(cookie = "sid", max_age = "1h", rename_all = "camelCase")]
pub(crate) struct Shared {
    user_name: Option<String>,
    visits: u64,
    ratio: f64,
}

/// Native keys, and the password that JavaScript has under the id 1.
fn keys() -> Keyring {
    Keyring::builder().key(&K1).fe26_password("1", PASSWORD).build().expect("sound keys")
}

/// A manager of sessions that both sides share.
pub(crate) fn shared_at(secs: u64) -> SessionManager<Shared> {
    sessions_at(secs).configure(iron_session::Config::format_fe26).expect("sound")
}

/// A manager of native sessions that accepts JavaScript's.
pub(crate) fn accepting_at(secs: u64) -> SessionManager<Shared> {
    sessions_at(secs).configure(|config| config.accept_fe26(UNTIL)).expect("sound")
}

pub(crate) fn sessions_at(secs: u64) -> SessionManager<Shared> {
    SessionManager::new(keys()).clock(move || at(secs))
}

fn load(sessions: &SessionManager<Shared>, cookie: &str) -> Session<Shared> {
    sessions.load(&cookies([format!("sid={cookie}")]))
}

/// What JavaScript would have sealed at `secs` after 1970, for an hour.
pub(crate) fn javascript(json: &Value, secs: u64) -> String {
    fe26::seal(&keys(), json, Some(Duration::from_secs(HOUR)), at(secs)).expect("a small value")
}

pub(crate) fn ada() -> String {
    javascript(&json!({"userName": "Ada", "visits": 3}), NOW)
}

/// A seal with changed fields, and with a right MAC over them.
pub(crate) fn signed(change: impl FnOnce(&mut Vec<String>)) -> String {
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

/// A seal with a right MAC over a block whose padding is wrong. One block in 256 ends in a right padding by
/// chance, so its parts are fixed.
pub(crate) fn with_bad_padding() -> String {
    signed(|fields| {
        fields[2] = "0".repeat(64);
        fields[3] = "A".repeat(22);
        fields[4] = "A".repeat(22);
    })
}

fn rejection(cookie: &str) -> Option<Rejection> {
    load(&shared_at(NOW), cookie).meta().rejection()
}

/// A seal whose field `index` is replaced. The MAC stays as it was, and so is wrong.
pub(crate) fn with_field(index: usize, text: &str) -> String {
    replaced(&ada(), index, text)
}

fn replaced(seal: &str, index: usize, text: &str) -> String {
    let mut fields: Vec<&str> = seal.split('*').collect();
    fields[index] = text;
    fields.join("*")
}

/// F04
#[test]
fn a_seal_under_the_id_1_is_read_and_written() -> TestResult {
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

/// F05
#[test]
fn a_seal_without_an_id_opens_under_the_id_default() -> TestResult {
    let bare = signed(|fields| fields[1].clear());
    assert_eq!(rejection(&bare), Some(Rejection::UnknownKey));
    let keys = Keyring::builder().fe26_password("default", PASSWORD).build()?;
    let read: Value = fe26::open(&keys, &bare, at(NOW))?;
    assert_eq!(read["userName"], "Ada");
    Ok(())
}

/// Different from iron-session 8 on purpose. It reads any ending that parses as 2. Without an ending it reads
/// an old format, in which a member of the data becomes the session. The MAC does not cover the ending, so a
/// visitor could choose between the formats.
/// F06
#[test]
fn a_seal_with_any_ending_but_2_is_refused() {
    let seal = ada();
    let bare = seal.trim_end_matches("~2");
    for ending in ["", "~", "~1", "~3", "~02", "~2abc", "~ 2", "~+2", "~2.0"] {
        assert_eq!(rejection(&format!("{bare}{ending}")), Some(Rejection::Malformed), "{ending:?}");
    }
    assert_eq!(rejection(&format!("{seal}~2")), Some(Rejection::Forged));
    assert_eq!(rejection(&seal), None);
}

/// Different from iron-session 8 on purpose: a name that every JavaScript object inherits, such as
/// `constructor`, is treated like any other id.
#[test]
fn an_inherited_id_is_an_unknown_key() {
    for id in ["constructor", "__proto__", "toString", "hasOwnProperty"] {
        assert_eq!(rejection(&with_field(1, id)), Some(Rejection::UnknownKey), "{id}");
    }
}

/// Different from `getIronSession` on purpose: it takes arrays, and throws an error at numbers, texts and
/// booleans. Here a session is an object, and everything else is refused.
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

/// Different from iron-session 8 on purpose, and as in iron-session 9: the member `persistent` of versions
/// before 7 is a member like any other.
#[test]
fn the_old_persistent_wrapper_is_not_unwrapped() {
    let wrapped = javascript(&json!({"persistent": {"userName": "admin"}}), NOW);
    assert_eq!(load(&shared_at(NOW), &wrapped).user_name(), None);
    assert_eq!(rejection(wrapped.trim_end_matches("~2")), Some(Rejection::Malformed));
}

/// F07, F10, F11
#[test]
fn a_wrong_prefix_and_seven_or_nine_parts_are_malformed() {
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

/// F08, F09
#[test]
fn an_expiration_without_a_right_mac_is_not_read_whatever_it_says() {
    for expiration in ["abc", "01", "1", "", "-1", " 9999999999999", "\u{ff11}"] {
        assert_eq!(rejection(&with_field(5, expiration)), Some(Rejection::OtherPassword), "{expiration}");
    }
}

/// What a key holder has sealed with this end.
fn ending(end: &str) -> Option<Rejection> {
    rejection(&signed(|fields| end.clone_into(&mut fields[5])))
}

/// F08
#[test]
fn an_end_that_is_no_number_is_malformed_under_a_right_mac() {
    for end in ["abc", "-1", "+1", " 9999999999999", "9999999999999.5", "1e99", "\u{ff11}"] {
        assert_eq!(ending(end), Some(Rejection::Malformed), "{end:?}");
    }
}

/// The same as in iron-session 8. Version 9 refuses zeros before a number, and no version writes them.
/// F09
#[test]
fn zeros_before_an_end_do_not_change_the_number_under_a_right_mac() {
    let millis = |secs: u64| secs * 1000;
    for zeros in ["", "0", "0000000000000000000000000000000000000000"] {
        let (later, past) = (millis(NOW + HOUR), millis(NOW - HOUR));
        assert_eq!(ending(&format!("{zeros}{later}")), None, "{zeros:?}");
        assert_eq!(ending(&format!("{zeros}{past}")), Some(Rejection::Expired), "{zeros:?}");
    }
    assert_eq!(ending("0"), Some(Rejection::Expired));
    assert_eq!(ending(""), None, "a seal without an end");
}

#[test]
fn a_seal_under_another_password_is_told_as_that_and_then_as_changed() -> TestResult {
    let quoted = format!("\"{PASSWORD}\"");
    for other in [OTHER, &quoted, &format!("{PASSWORD} "), &PASSWORD.to_uppercase()] {
        let keys = Keyring::builder().key(&K1).fe26_password("1", other).build()?;
        let shared = SessionManager::<Shared>::new(keys.clone())
            .clock(|| at(NOW))
            .configure(iron_session::Config::format_fe26)?;
        let accepting = SessionManager::<Shared>::new(keys.clone())
            .clock(|| at(NOW))
            .configure(|config| config.accept_fe26(UNTIL))?;
        for sessions in [shared, accepting] {
            let rejection = load(&sessions, &ada()).meta().rejection();
            assert_eq!(rejection, Some(Rejection::OtherPassword), "{other}");
            let text = rejection.map(|rejection| rejection.to_string()).unwrap_or_default();
            let (password, changed) = (text.find("another Fe26.2 password"), text.find("changed"));
            assert!(password.is_some() && password < changed, "{text}");
            assert_eq!(
                answer(&sessions, &ada())?,
                answer(&sessions, "garbage")?,
                "the visitor learns nothing"
            );
        }
        let token: Result<Value, _> = fe26::open(&keys, &ada(), at(NOW));
        assert_eq!(token, Err(Rejection::OtherPassword), "{other}");
    }
    Ok(())
}

#[test]
fn the_rounds_of_another_program_give_another_key() {
    let open = |text: &str| fe26::open_h3::<Value>(&keys(), text, at(NOW)).err();
    assert_eq!(open(ada().trim_end_matches("~2")), Some(Rejection::OtherPassword));
    assert_eq!(open(&ada()), Some(Rejection::Forged), "the ending makes the MAC too long");
}

/// The headers of the response to a request that reads this cookie.
fn answer(sessions: &SessionManager<Shared>, cookie: &str) -> TestResult<HeaderMap> {
    let mut response = Response::new(());
    load(sessions, cookie).save(&mut response)?;
    Ok(response.headers().clone())
}

#[test]
fn a_changed_seal_under_the_right_password_cannot_be_told_apart() {
    let seal = ada();
    for field in 2..=6 {
        let changed = changed_at(&seal, field);
        assert_eq!(rejection(&changed), Some(Rejection::OtherPassword), "{changed}");
    }
}

/// The seal with another letter at the end of a field, which keeps its length.
fn changed_at(seal: &str, field: usize) -> String {
    let mut text = seal.split('*').nth(field).expect("eight fields").to_owned();
    let last = text.pop();
    text.push(if last == Some('1') { '2' } else { '1' });
    replaced(seal, field, &text)
}

/// F12
#[test]
fn only_one_spelling_of_the_mac_opens() {
    let seal = ada();
    let mac = seal.rsplit('*').next().expect("a MAC").trim_end_matches("~2").to_owned();
    let alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let spellings = alphabet.chars().filter(|last| {
        let text = replaced(&seal, 7, &format!("{}{last}~2", &mac[..42]));
        rejection(&text).is_none()
    });
    assert_eq!(spellings.count(), 1, "one text for one MAC");
    let lower = replaced(&seal, 7, &format!("{}{}~2", mac[..42].to_lowercase(), &mac[42..]));
    assert_eq!(rejection(&lower), Some(Rejection::OtherPassword), "it spells another MAC");
    for other in [format!("{mac}="), mac[..42].to_owned(), String::new(), format!("{mac}A")] {
        assert_eq!(rejection(&replaced(&seal, 7, &format!("{other}~2"))), Some(Rejection::Forged), "{other}");
    }
}

/// F13
#[test]
fn bad_padding_under_a_right_mac_is_answered_like_a_bad_mac() {
    let halves = [
        signed(|fields| fields[4] = fields[4][..21].to_owned()),
        with_bad_padding(),
        signed(|fields| fields[4].clear()),
        signed(|fields| fields[3] = "AAAA".to_owned()),
        signed(|fields| fields[4] = "??".to_owned()),
    ];
    for seal in halves {
        let mut session = load(&shared_at(NOW), &seal);
        assert_eq!(session.meta().rejection(), Some(Rejection::Malformed));
        assert!(
            session.set_cookies().is_ok_and(|cookies| cookies.is_empty()),
            "as for a bad MAC, no cookie is written"
        );
    }
}

/// F14, F15
#[test]
fn a_seal_opens_until_59_seconds_after_its_end() {
    let end = NOW + HOUR;
    let at_end = |secs| load(&shared_at(secs), &ada()).meta().rejection();
    assert_eq!(
        (at_end(end + 59), at_end(end + 60), at_end(end + 61)),
        (None, Some(Rejection::Expired), Some(Rejection::Expired))
    );
}

/// F16
#[test]
fn a_seal_of_a_format_that_is_not_configured_is_malformed() {
    assert_eq!(load(&sessions_at(NOW), &ada()).meta().rejection(), Some(Rejection::Malformed));
    let native = {
        let mut session = sessions_at(NOW).load(&HeaderMap::new());
        session.set_visits(1);
        saved(&mut session)
    };
    assert_eq!(
        rejection(&native),
        Some(Rejection::Malformed),
        "a native seal is not read where JavaScript's format is configured"
    );
}

/// F17
#[test]
fn an_id_without_a_password_is_an_unknown_key() {
    assert_eq!(rejection(&with_field(1, "2")), Some(Rejection::UnknownKey));
}

/// F18
#[test]
fn a_seal_is_no_longer_accepted_from_accept_until_on() {
    let until = u64::from(UNTIL);
    let sealed = javascript(&json!({"visits": 3}), until - 10);
    assert_eq!(load(&accepting_at(until - 1), &sealed).visits(), 3);
    let late = load(&accepting_at(until), &sealed);
    assert_eq!((late.visits(), late.meta().rejection()), (0, Some(Rejection::NoLongerAccepted)));
}

/// F19
#[test]
fn an_accepted_session_becomes_native_at_the_next_save_and_keeps_its_end() -> TestResult {
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

    // The next change gives the session the whole `max_age` of its type, and not only what was left.
    native.set_visits(4);
    assert!(native.set_cookies()?.into_iter().any(|cookie| cookie.contains("; Max-Age=3600;")));

    let mut changed = load(&accepting_at(NOW + 600), &ada());
    changed.set_visits(9);
    let cookie = changed.set_cookies()?.into_iter().next().ok_or("no cookie")?;
    assert!(cookie.contains("; Max-Age=3600;"), "a change of data starts a whole lifetime: {cookie}");
    Ok(())
}

/// The length of a field is no secret and no choice of a key holder: a right MAC changes nothing.
#[test]
fn a_right_mac_over_a_field_that_is_too_short_is_malformed() {
    for index in [3, 4] {
        let seal = signed(|fields| fields[index] = "AAAA".to_owned());
        assert_eq!(load(&shared_at(NOW), &seal).meta().rejection(), Some(Rejection::Malformed));
    }
}
