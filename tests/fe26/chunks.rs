//! Sessions that iron-session 9 for JavaScript has cut into several cookies: `sid.0`, `sid.1` and so on.

use http::{HeaderMap, Response};
use iron_session::{Error, IronSession, Rejection, Session, SessionManager};
use serde_json::json;

use super::{Shared, accepting_at, ada, javascript, keys, sessions_at, shared_at};
use crate::common::{NOW, TestResult, at, cookies, saved, set_cookies};

/// The seal of a session with a long name, in parts of this many characters.
fn parts(user: &str, chars: usize) -> Vec<String> {
    let seal = javascript(&json!({ "userName": user, "rest": "x".repeat(3000) }), NOW);
    let parts: Vec<String> =
        seal.as_bytes().chunks(chars).map(|part| String::from_utf8_lossy(part).into_owned()).collect();
    assert!(parts.len() <= 4);
    parts
}

fn pairs(name: &str, parts: &[String]) -> Vec<String> {
    parts.iter().enumerate().map(|(number, part)| format!("{name}.{number}={part}")).collect()
}

/// The name of the user, empty for a stranger.
fn user(sessions: &SessionManager<Shared>, lines: &[String]) -> Result<String, Rejection> {
    let session = sessions.try_load(&cookies(lines))?;
    Ok(session.user_name().unwrap_or_default().to_owned())
}

fn names(written: impl IntoIterator<Item = String>) -> Vec<String> {
    written.into_iter().map(|cookie| cookie.split(';').next().unwrap_or_default().to_owned()).collect()
}

#[test]
fn a_session_in_parts_is_read_in_any_order_and_from_several_headers() {
    for chars in [1500, 3900] {
        let mut pairs = pairs("sid", &parts("Ada", chars));
        for sessions in [shared_at(NOW), accepting_at(NOW)] {
            assert_eq!(user(&sessions, &[pairs.join("; ")]), Ok("Ada".to_owned()));
            assert_eq!(user(&sessions, &pairs), Ok("Ada".to_owned()));
        }
        pairs.reverse();
        assert_eq!(user(&shared_at(NOW), &[pairs.join(";\t")]), Ok("Ada".to_owned()));
    }
}

#[test]
fn parts_under_the_accepted_name_are_read() {
    let renamed = accepting_at(NOW).configure(|config| config.accept_name("old")).expect("sound");
    assert_eq!(user(&renamed, &pairs("old", &parts("Ada", 3900))), Ok("Ada".to_owned()));
    assert_eq!(user(&renamed, &pairs("older", &parts("Ada", 3900))), Ok(String::new()));
}

#[test]
fn parts_of_a_session_that_knows_no_javascript_are_other_cookies() {
    let sessions = sessions_at(NOW);
    let mut session = sessions.load(&cookies(pairs("sid", &parts("Ada", 3900))));
    assert_eq!((session.user_name(), session.meta().rejection()), (None, None));
    session.set_visits(1);
    assert_eq!(session.set_cookies().map(|cookies| cookies.into_iter().count()).ok(), Some(1));
}

#[test]
fn a_missing_changed_or_swapped_part_is_refused_with_a_reason() {
    let parts = parts("Ada", 1500);
    let all = pairs("sid", &parts);
    assert_eq!(user(&shared_at(NOW), &all[1..]), Ok(String::new()), "without the first they are nothing");
    assert_eq!(user(&shared_at(NOW), &all[..1]), Err(Rejection::Malformed), "the others are missing");
    let gap = [all[0].clone(), all[2].clone()];
    assert_eq!(user(&shared_at(NOW), &gap), Err(Rejection::Malformed));
    let empty = [all[0].clone(), "sid.1=".to_owned(), all[2].clone()];
    assert_eq!(user(&shared_at(NOW), &empty), Err(Rejection::Malformed));
    let mut foreign = all;
    foreign[1].clone_from(&pairs("sid", &self::parts("Bob", 1500))[1]);
    assert_eq!(user(&shared_at(NOW), &foreign), Err(Rejection::OtherPassword));
}

#[test]
fn a_part_that_a_longer_session_left_is_not_joined() {
    let mut all = pairs("sid", &parts("Ada", 3900));
    all.push("sid.2=old".to_owned());
    all.push("sid.3=older".to_owned());
    assert_eq!(user(&shared_at(NOW), &all), Ok("Ada".to_owned()));
}

#[test]
fn a_whole_cookie_that_does_not_open_hides_no_parts() {
    for junk in ["sid=", "sid=junk", "sid=Fe26.2*1*x"] {
        let mut all = pairs("sid", &parts("Ada", 3900));
        all.insert(0, junk.to_owned());
        assert_eq!(user(&shared_at(NOW), &all), Ok("Ada".to_owned()), "{junk}");
    }
}

#[test]
fn a_whole_session_beside_another_in_parts_is_ambiguous() {
    for sessions in [shared_at(NOW), accepting_at(NOW)] {
        let mut all = pairs("sid", &parts("victim", 3900));
        all.insert(0, format!("sid={}", ada()));
        assert_eq!(user(&sessions, &all), Err(Rejection::Ambiguous));
    }
    let native = {
        let mut session = sessions_at(NOW).load(&HeaderMap::new());
        session.set_visits(1);
        saved(&mut session)
    };
    let mut all = pairs("sid", &parts("victim", 3900));
    all.insert(0, format!("sid={native}"));
    assert_eq!(user(&accepting_at(NOW), &all), Err(Rejection::Ambiguous));
}

#[test]
fn a_planted_part_puts_nobody_into_another_session() {
    let (victim, mallory) = (pairs("sid", &parts("victim", 1500)), pairs("sid", &parts("mallory", 3900)));
    let both = [mallory.clone(), victim.clone()].concat();
    assert_eq!(user(&shared_at(NOW), &both), Err(Rejection::Ambiguous));
    // A part that breaks the victim's session, beside a whole session of the attacker's own.
    let broken = [vec!["sid.1=x".to_owned(), format!("sid={}", ada())], victim].concat();
    assert_eq!(user(&shared_at(NOW), &broken), Err(Rejection::Ambiguous));
    // The same part twice is no contradiction.
    let twice = [mallory.clone(), mallory].concat();
    assert_eq!(user(&shared_at(NOW), &twice), Ok("mallory".to_owned()));
}

#[derive(IronSession)]
#[iron(cookie = "__Host-sid", max_age = "1h", format = "fe26", rename_all = "camelCase")]
struct Bound {
    user_name: Option<String>,
}

#[test]
fn under_a_host_prefix_the_whole_session_counts_as_it_does_for_iron_session() {
    let mut all = pairs("__Host-sid", &parts("parts", 3900));
    // The order of sealing does not count either.
    all.push(format!("__Host-sid={}", javascript(&json!({"userName": "Ada"}), NOW - 10)));
    let session = SessionManager::<Bound>::new(keys()).clock(|| at(NOW)).load(&cookies(all));
    assert_eq!((session.user_name(), session.meta().rejection()), (Some("Ada"), None));
}

#[test]
fn every_write_and_every_logout_removes_the_parts_that_were_sent() -> TestResult {
    let all = cookies(pairs("sid", &parts("Ada", 1500)));
    let renamed = accepting_at(NOW).configure(|config| config.accept_name("old"))?;
    let old = cookies(pairs("old", &parts("Ada", 3900)));
    for (sessions, headers, removed) in [
        (shared_at(NOW), &all, vec!["sid.0=", "sid.1=", "sid.2="]),
        (accepting_at(NOW), &all, vec!["sid.0=", "sid.1=", "sid.2="]),
        (renamed, &old, vec!["old.0=", "old.1="]),
    ] {
        let mut response = Response::new(());
        sessions.load(headers).destroy().save(&mut response)?;
        let mut written = names(set_cookies(&response));
        assert_eq!(written.pop().as_deref(), Some("sid="));
        assert_eq!(written, removed);

        let mut response = Response::new(());
        let mut session = sessions.load(headers);
        for user in ["Bob", "Eve"] {
            session.set_user_name(user);
            session.save(&mut response)?;
            let mut written = names(set_cookies(&response));
            assert!(written.pop().is_some_and(|cookie| cookie.starts_with("sid=") && cookie.len() > 96));
            assert_eq!(written, removed, "a second save replaces the removals of the first");
        }
    }
    Ok(())
}

#[test]
fn parts_that_do_not_open_are_removed_by_a_logout_too() -> TestResult {
    let session: Session<Shared> = shared_at(NOW).load(&cookies(["sid.0=Fe26.2*x; sid.3=y"]));
    assert_eq!(session.meta().rejection(), Some(Rejection::Malformed));
    let mut response = Response::new(());
    session.destroy().save(&mut response)?;
    let removal = |name: &str| format!("{name}=; Max-Age=0; Path=/; HttpOnly; Secure; SameSite=Lax");
    assert_eq!(set_cookies(&response), ["sid.0", "sid.3", "sid"].map(removal));
    Ok(())
}

#[test]
fn a_read_of_a_session_in_parts_writes_nothing_that_does_not_fit() -> TestResult {
    let seal = javascript(&json!({ "userName": "A".repeat(4000) }), NOW);
    let parts: Vec<String> = vec![seal[..3000].to_owned(), seal[3000..].to_owned()];
    for sessions in [shared_at(NOW), accepting_at(NOW)] {
        let mut session = sessions.load(&cookies(pairs("sid", &parts)));
        assert_eq!(session.user_name().map(str::len), Some(4000));
        assert!(session.set_cookies()?.is_empty(), "what stays readable is left as it is");
        session.set_visits(1);
        assert!(matches!(session.set_cookies(), Err(Error::TooLarge(_))));
    }
    Ok(())
}

#[test]
fn cookies_of_another_program_are_neither_read_nor_removed() -> TestResult {
    let native = {
        let mut session = sessions_at(NOW).load(&HeaderMap::new());
        session.set_user_name("Ada");
        saved(&mut session)
    };
    for (sessions, valid) in [(accepting_at(NOW), native), (shared_at(NOW), ada())] {
        for junk in ["sid.3=dark", "sid.2=dark; sid.2=light", "sid.0=dark; sid.0=light; sid.1=x", "sid.0="] {
            let stranger = sessions.load(&cookies([junk]));
            assert_eq!((stranger.meta().rejection(), stranger.meta().chunks()), (None, 0), "{junk}");

            let mut session = sessions.load(&cookies([format!("{junk}; sid={valid}; {junk}")]));
            assert_eq!((session.user_name(), session.meta().rejection()), (Some("Ada"), None), "{junk}");
            session.set_visits(9);
            assert_eq!(session.set_cookies()?.into_iter().count(), 1, "{junk}");
        }
    }
    Ok(())
}

#[test]
fn two_different_cookies_for_a_part_after_the_end_of_the_seal_raise_no_doubt() {
    let mut all = pairs("sid", &parts("Ada", 3900));
    all.extend(["sid.2=dark".to_owned(), "sid.2=light".to_owned()]);
    assert_eq!(user(&shared_at(NOW), &all), Ok("Ada".to_owned()));
}

#[test]
fn whatever_is_planted_before_a_part_puts_nobody_into_the_planted_session() {
    for planted in ["sid.0=x", "sid.0=Fe26.2*x", "sid.0=", "sid.1=", "sid.1=x", "sid.2=x"] {
        let victim = pairs("sid", &parts("victim", 1500));
        let all = [vec![planted.to_owned(), format!("sid={}", ada())], victim].concat();
        assert_eq!(user(&shared_at(NOW), &all), Err(Rejection::Ambiguous), "{planted}");
    }
}
