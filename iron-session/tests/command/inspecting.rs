//! Seals as people paste them: alone, with names, in headers and in parts.

use iron_session::{IronSession, Keyring};
use serde_json::Value;

use super::program::{program, with_key};

const NOW: &str = "1800000000";

fn seal(cookie: &str, json: &str) -> String {
    with_key(&["seal", "--cookie", cookie, "--now", NOW]).run(json).text()
}

fn inspect(args: &[&str]) -> Vec<Value> {
    let shown = with_key(&["inspect", "--json", "--now", NOW]);
    let shown = args.iter().fold(shown, |program, arg| program.arg(arg)).run("").text();
    shown.lines().map(|line| serde_json::from_str(line).expect("a JSON object on each line")).collect()
}

#[test]
fn a_pair_or_header_tells_the_cookies_name() {
    let (sid, own) = (seal("sid", "{}"), seal("__Host-session", "[1]"));
    assert_eq!(inspect(&[&own])[0]["opens"], true);
    for text in [
        format!("sid={sid}"),
        format!("Cookie: theme=dark; sid={sid}"),
        format!("set-cookie: sid={sid}; Max-Age=60; Path=/; HttpOnly; Secure; SameSite=Lax"),
        format!("sid=\"{sid}\""),
    ] {
        let seen = inspect(&[&text]);
        assert_eq!(
            (seen.len(), &seen[0]["cookie"], &seen[0]["opens"]),
            (1, &"sid".into(), &true.into()),
            "{text}"
        );
    }
    let both = inspect(&[&format!("sid={sid}; __Host-session={own}")]);
    assert_eq!([&both[0]["json"], &both[1]["json"]].map(Value::to_string), ["{}", "[1]"]);
    let one = inspect(&["--cookie", "__Host-session", &format!("sid={sid}; __Host-session={own}")]);
    assert_eq!((one.len(), &one[0]["cookie"]), (1, &"__Host-session".into()));
}

#[test]
fn stdin_is_read_for_a_hyphen() {
    let seal = seal("sid", "{}");
    let seen = with_key(&["inspect", "--now", NOW, "-"]).run(format!("sid={seal}\n")).text();
    assert!(seen.contains("opens      yes"), "{seen}");
}

#[test]
fn native_parts_are_joined_whatever_their_order() {
    let seal = seal("sid", r#"{"a":1}"#);
    let (end, (one, two)) = (&seal[seal.len() - 6..], seal.split_at(60));
    let parts =
        [format!("sid.1=2.{end}.{two}"), format!("sid.0=2.{end}.{one}"), "sid.0=2.AAAAAA.x".to_owned()];
    let seen = inspect(&[&parts[0], &parts[1]]);
    assert_eq!((&seen[0]["chunks"], &seen[0]["json"]["a"]), (&2.into(), &1.into()));
    assert_eq!(seen[0]["length"], seal.len());

    let strange = inspect(&[&parts.join("; ")]);
    assert_eq!((&strange[0]["opens"], &strange[1]["missing"]), (&true.into(), &1.into()));
    let alone = inspect(&[&parts[0]]);
    assert_eq!((&alone[0]["missing"], &alone[0]["reason"]), (&0.into(), &"malformed".into()));
}

#[test]
fn parts_of_iron_session_for_javascript_are_joined() {
    let map = r#"{"1":"harbour-lantern-seven-quiet-otters-42"}"#;
    let seal = program(&["seal", "--format", "fe26"]).env("IRON_SESSION_PASSWORD", map).run("{}").text();
    let (one, two) = seal.split_at(100);
    // The last part is what an earlier, longer seal left.
    let shown = program(&["inspect", "--json", &format!("sid.0={one}; sid.1={two}; sid.2=left")]);
    let seen = shown.env("IRON_SESSION_PASSWORD", map).run("").json();
    assert_eq!((&seen["format"], &seen["chunks"], &seen["opens"]), (&"fe26".into(), &2.into(), &true.into()));
    assert_eq!((&seen["password_id"], seen["json"].to_string().as_str()), (&"1".into(), "{}"));
}

#[test]
fn an_expired_fe26_seal_is_shown_too() {
    let password = "harbour-lantern-seven-quiet-otters-42";
    let seal = program(&["seal", "--format", "fe26", "--max-age", "1h", "--now", NOW]);
    let seal = seal.env("IRON_SESSION_PASSWORD", password).run(r#"{"a":1}"#).text();
    let seen = program(&["inspect", "--json", &seal]).arg("--now").arg("1800007200");
    let seen = seen.env("IRON_SESSION_PASSWORD", password).run("").json();
    assert_eq!((&seen["reason"], &seen["json"]["a"]), (&"expired".into(), &1.into()));
    assert_eq!(seen["expires"]["utc"], "2027-01-15T09:00:00Z");
}

#[test]
fn a_previous_key_is_told() {
    let seal = seal("__Host-session", "{}");
    let hex = format!("key:{}", super::program::KEY_HEX);
    let seen =
        program(&["inspect", "--json", "--now", NOW, &seal]).env("IRON_SESSION_PASSWORD_PREVIOUS", &hex);
    let seen = seen.env("IRON_SESSION_PASSWORD", &program(&["keygen"]).run("").text()).run("").json();
    assert_eq!((&seen["opens"], &seen["key"]), (&true.into(), &"previous".into()));
}

#[test]
fn a_key_that_does_not_fit_is_told() {
    let seal = seal("sid", "{}");
    let other = program(&["keygen"]).run("").text();
    let seen = program(&["inspect", &seal]).env("IRON_SESSION_PASSWORD", &other).run("").text();
    assert!(seen.contains("opens    no: sealed under a key that is not on the keyring"), "{seen}");
}

#[test]
fn what_is_no_seal_is_malformed() {
    for text in ["theme=dark", "x", "*******", "", ";;;", "sid=", "Fe26.2*1*a"] {
        assert_eq!(program(&["inspect", text]).run("").reason(), "malformed", "{text}");
    }
}

#[test]
fn a_later_version_is_told_by_its_number() {
    let seal = seal("sid", "{}");
    let later = format!("Ag{}", &seal[2..]);
    let seen = inspect(&[&later]);
    assert_eq!((&seen[0]["version"], &seen[0]["key_tag"]), (&2.into(), &Value::Null));
    assert_eq!(seen[0]["reason"], "unsupported_version");
}

#[test]
fn a_payload_cannot_steer_the_terminal() {
    let json = "{\"a\":\"\u{9b}31m \u{202e}\u{7f}\"}";
    let seal = seal("__Host-session", json);
    let shown = with_key(&["inspect", "--now", NOW, &seal]).run("").text();
    assert!(shown.contains(r#"{"a":"\u009b31m \u202e\u007f"}"#), "{shown:?}");
    assert_eq!(with_key(&["open", "--now", NOW]).run(&seal).text(), json);
}

#[test]
fn a_token_is_found_in_a_link_and_not_bound_to_the_name_of_its_parameter() {
    let token = with_key(&["seal", "--purpose", "invite", "--now", NOW]).run("7").text();
    let link = format!("https://shop.example/join?token={token}");
    let seen = inspect(&["--purpose", "invite", &link]);
    assert_eq!((&seen[0]["opens"], &seen[0]["json"]), (&true.into(), &7.into()));
}

#[test]
fn an_incomplete_session_of_javascript_is_malformed() {
    assert_eq!(inspect(&["sid.1=x"])[0]["missing"], 0);
    assert_eq!(program(&["inspect", "sid.0=Fe26.2*1*a*b"]).run("").reason(), "malformed");
}

#[derive(IronSession)]
#[iron(cookie = "notes", chunks = 3)]
struct Notes {
    text: String,
}

#[test]
fn a_session_that_the_library_wrote_in_several_cookies_is_shown() {
    let keys = Keyring::from_secret(&format!("key:{}", super::program::KEY_HEX)).expect("a strong key");
    let mut session = Notes::load(&http::HeaderMap::new(), &keys);
    session.set_text("x".repeat(7000));
    let cookies: Vec<String> = session.set_cookies().expect("it fits into three").into_iter().collect();
    let pairs: Vec<&str> = cookies.iter().filter_map(|cookie| cookie.split(';').next()).collect();
    let seen = with_key(&["inspect", "--json", &pairs.join("; ")]).run("").json();
    assert_eq!(
        (&seen["opens"], &seen["chunks"], &seen["cookie"]),
        (&true.into(), &3.into(), &"notes".into())
    );
    assert_eq!(seen["json"]["text"].as_str().map(str::len), Some(7000));
}
