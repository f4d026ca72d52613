//! What a write and a logout remove: every chunk that was sent, in every shape, and nothing of others.

use std::sync::Arc;

use http::{HeaderMap, Response};
use iron_session::{ConfigError, Error, IronSession, SameSite, SessionManager, SessionSlot};

use super::{Browser, Plain, TestResult, Whole, changed, ended, note, pairs};
use crate::common::{NOW, cookies, keys, sessions_at, set_cookies};

fn pairs_set(response: &Response<()>) -> Vec<String> {
    let pair = |text: String| text.split(';').next().unwrap_or_default().to_owned();
    set_cookies(response).into_iter().map(pair).collect()
}

#[test]
fn a_logout_removes_the_session_its_first_chunk_and_every_chunk_that_was_sent() {
    let sessions = sessions_at::<Plain>(NOW);
    for (sent, removed) in [
        (HeaderMap::new(), vec!["c.0=", "c="]),
        (cookies(pairs(100)), vec!["c.0=", "c="]),
        (cookies(pairs(7000)), vec!["c.0=", "c.1=", "c.2=", "c="]),
        (cookies(["c.3=4.abcdef.x"]), vec!["c.0=", "c.3=", "c="]),
    ] {
        assert_eq!(pairs_set(&ended(&sessions, &sent)), removed);
    }
}

#[test]
fn a_type_without_chunks_removes_those_that_were_sent() {
    let sessions = sessions_at::<Whole>(NOW);
    assert_eq!(pairs_set(&ended(&sessions, &cookies(pairs(4000)))), ["c.0=", "c.1=", "c="]);
    assert_eq!(pairs_set(&ended(&sessions, &HeaderMap::new())), ["c="]);
}

#[test]
fn cookies_of_others_under_these_names_are_left_alone() {
    let others = "c.1=theme; c.2=2; c.3=3.abcdef; c.4=2.abcdef.x; c.10=2.abcdef.x; cc.0=2.abcdef.x";
    for bytes in [100, 4000] {
        let request = cookies([others]);
        let response = changed(&sessions_at::<Plain>(NOW), &request, |session| session.set_note(note(bytes)));
        let removed: Vec<String> =
            pairs_set(&response).into_iter().filter(|pair| pair.ends_with('=')).collect();
        assert_eq!(removed, [if bytes == 100 { "c.0=" } else { "c=" }], "{bytes}");
        assert_eq!(pairs_set(&ended(&sessions_at::<Whole>(NOW), &request)), ["c="]);
    }
    let request = cookies(["c.0=theme=dark; c.1=x"]);
    assert_eq!(pairs_set(&ended(&sessions_at::<Whole>(NOW), &request)), ["c="]);
}

#[test]
fn chunks_are_removed_in_the_shapes_of_earlier_configurations_too() -> TestResult {
    let host_only = sessions_at::<Plain>(NOW);
    let shared = host_only.clone().domain("shop.example")?;
    let below = host_only.clone().configure(|config| config.path("/app"))?;
    let moved = host_only.clone().former(None, "/app")?;
    let page = "https://shop.example/app/x";
    for (before, after) in [(&host_only, &shared), (&below, &moved)] {
        for (from, to) in [(7000, 100), (7000, 4000), (100, 4000), (4000, 7000)] {
            let mut browser = Browser::default();
            for (sessions, bytes) in [(before, from), (after, to)] {
                let request = cookies(browser.0.header(page));
                browser.receive(&changed(sessions, &request, |session| session.set_note(note(bytes))));
                let session = after.load(&cookies(browser.0.header(page)));
                assert_eq!((session.note().len(), session.meta().rejection()), (bytes, None));
            }
            assert_eq!(browser.names("c").len(), to / 3000 + 1, "{from} to {to}");
            let request = cookies(browser.0.header(page));
            browser.receive(&ended(after, &request));
            assert_eq!(browser.0.header(page), None);
        }
    }
    Ok(())
}

#[test]
fn partitioned_chunks_replace_those_that_were_not() -> TestResult {
    let before = sessions_at::<Plain>(NOW).configure(|config| config.same_site(SameSite::None))?;
    let after = before.clone().configure(|config| config.partitioned(true))?;
    let mut browser = Browser::default();
    for sessions in [&before, &after] {
        let request = browser.request();
        browser.receive(&changed(sessions, &request, |session| {
            *session.user_mut() += 1;
            session.set_note(note(4000));
        }));
    }
    let session = after.load(&browser.request());
    assert_eq!((session.user(), session.meta().rejection()), (2, None));
    browser.receive(&ended(&after, &browser.request()));
    assert!(browser.request().is_empty());
    Ok(())
}

#[test]
fn chunks_over_plain_http_have_no_prefix_and_no_secure() -> TestResult {
    let sessions = sessions_at::<super::Chunked>(NOW).insecure_plain_http()?;
    let written = changed(&sessions, &HeaderMap::new(), |session| session.set_note(note(4000)));
    let texts = set_cookies(&written);
    assert!(texts[1].starts_with("c.0=2.") && texts[2].starts_with("c.1=2."), "{texts:?}");
    assert!(texts.iter().all(|text| !text.contains("Secure")), "{texts:?}");
    Ok(())
}

#[test]
fn a_session_of_many_hands_in_one_request_is_a_conflict_in_chunks_too() -> TestResult {
    let slot = SessionSlot::new(Arc::new(sessions_at::<Plain>(NOW)));
    slot.check_out([], None)?.set_note(note(4000));
    let written = slot.finish()?.ok_or("it was asked for")?;
    for rival in ["c=x", "c.0=2.abcdef.x", "c.3=4.abcdef.x; Path=/"] {
        assert!(slot.check_rivals(&written, [rival.as_bytes()]).is_err(), "{rival}");
    }
    for other in ["c.4=x", "c.x=1", "cc.0=1", "theme=dark"] {
        assert!(slot.check_rivals(&written, [other.as_bytes()]).is_ok(), "{other}");
    }
    Ok(())
}

#[test]
fn a_save_by_hand_under_a_layer_is_no_rival_of_it() -> TestResult {
    let slot = SessionSlot::new(Arc::new(sessions_at::<Plain>(NOW)));
    let (mut session, mut response) = (slot.check_out([], None)?, Response::new(()));
    session.set_note(note(7000));
    session.save(&mut response)?;
    session.set_note(note(4000));
    drop(session);
    let written = slot.finish()?.ok_or("it was asked for")?;
    let present: Vec<String> = set_cookies(&response);
    assert_eq!(present.len(), 4);
    assert!(slot.check_rivals(&written, present.iter().map(String::as_bytes)).is_ok());
    assert!(present.iter().all(|text| written.replaces(text.as_bytes())), "none of them stays");
    Ok(())
}

#[test]
fn no_session_has_the_name_of_anothers_chunk() {
    #[derive(IronSession)]
    #[iron(cookie = "sid")]
    struct Named {
        count: u32,
    }
    for name in ["sid.0", "sid.3", "sid.9", "sid.1.2", "__Host-sid.1", "__Host-.1"] {
        let named = SessionManager::<Named>::new(keys())
            .configure(|config| iron_session::Config::new(name).id(config == Named::CONFIG));
        assert!(matches!(named, Err(Error::Config(ConfigError::NameOfChunk))), "{name}");
        let accepting = SessionManager::<Named>::new(keys())
            .configure(|config| config.accept_fe26(u32::MAX).accept_name(name));
        assert!(matches!(accepting, Err(Error::Config(ConfigError::NameOfChunk))), "{name}");
    }
    for name in ["sid.10", "sid.x", "sid0", "sid-0", "sid.1x", "0"] {
        assert!(SessionManager::<Named>::new(keys()).configure(|_| iron_session::Config::new(name)).is_ok());
    }
}

#[test]
fn a_cookie_of_the_handler_under_a_number_is_neither_a_rival_nor_removed() -> TestResult {
    let mut session = sessions_at::<Plain>(NOW).load(&HeaderMap::new());
    session.set_user(7);
    let cookies = session.set_cookies()?;
    for other in ["c.3=dark; Path=/", "c.1=2; Path=/", "c.2=2.abcdef.x", "c.4="] {
        assert!(!cookies.replaces(other.as_bytes()), "{other}");
    }
    for own in ["c.3=; Max-Age=0", "c.1 = ; Path=/", "c.1=2.abcdef.x; Path=/", "c.0=dark", "c=dark"] {
        assert!(cookies.replaces(own.as_bytes()), "{own}");
    }
    let mut response = Response::new(());
    response.headers_mut().insert("set-cookie", "c.3=dark; Path=/".parse()?);
    session.save(&mut response)?;
    assert!(pairs_set(&response).contains(&"c.3=dark".to_owned()));
    Ok(())
}
