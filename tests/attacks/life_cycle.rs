//! Where a session begins and ends: a login, a logout, and what an attacker had before them.

use std::time::Duration;

use http::HeaderMap;
use iron_session::{IronSession, Session, SessionManager};

use super::Failing;
use crate::common::{NOW, at, cookies, keys, saved};
use crate::revocation::{Account, Site, line};

pub(super) fn failing() -> Vec<Failing> {
    let site = Site::new().expect("a sound site");
    let mine = site.login(7).expect("a small session");
    site.clock.advance(120);
    let refreshing = site.sessions.clone().configure(|config| config.refresh_after(Duration::from_secs(60)));
    let mut reader = refreshing.expect("sound").load(&cookies([&mine]));
    site.load(&mine).destroy().save(&mut HeaderMap::new()).expect("a removal");
    let revived = line(&mut reader).expect("a refresh");
    let other = Site::new().and_then(|site| site.login(7)).expect("a small session");
    let cut_off =
        SessionManager::<Account>::new(keys()).clock(|| at(NOW + 60)).not_before(|_| Some(at(NOW + 1)));
    vec![
        Failing::line("L03", "revoked", other).on(cut_off),
        Failing::line("L04", "revoked", mine).on(site.sessions.clone()),
        Failing::line("L05", "revoked", revived).on(site.sessions.clone()),
    ]
}

/// A session whose program says itself where it begins anew.
#[derive(IronSession)]
#[iron(cookie = "__Host-shop", max_age = "1h", id)]
struct Shop {
    user: Option<u32>,
    basket: String,
}

fn load(secs: u64, cookie: &str) -> Session<Shop> {
    let request = cookies([format!("__Host-shop={cookie}")]);
    SessionManager::new(keys()).clock(move || at(secs)).load(&request)
}

/// L01, L02
#[test]
fn a_login_begins_anew_and_what_was_planted_before_stays_a_strangers() {
    let mut planted = load(NOW, "");
    planted.set_basket("chosen by somebody else");
    let before = saved(&mut planted);

    for (is_emptied, basket) in [(false, "chosen by somebody else"), (true, "")] {
        let mut login = load(NOW + 10, &before);
        if is_emptied {
            login.restart();
        } else {
            login.renew();
        }
        login.set_user(7);
        let after = load(NOW + 20, &saved(&mut login));
        assert_eq!((after.user(), after.basket()), (Some(7), basket));
        assert_eq!(after.meta().created(), Some(at(NOW + 10)));
        let old = load(NOW + 20, &before);
        assert_eq!((old.user(), old.meta().created()), (None, Some(at(NOW))), "a replay is a stranger still");
        assert!(old.meta().id().is_some() && old.meta().id() != after.meta().id());
    }
}

/// The 128 bits of an id are those of the random source, which is the operating system's.
#[test]
fn an_id_is_16_bytes_of_the_random_source() {
    let id_by = |sessions: SessionManager<Shop>| {
        let mut session = sessions.load(&HeaderMap::new());
        session.set_basket("pears");
        saved(&mut session);
        session.meta().id()
    };
    let counting = |bytes: &mut [u8]| {
        (1..).zip(bytes).for_each(|(number, byte)| *byte = number);
        Ok(())
    };
    let ids = SessionManager::<Shop>::new(keys()).clock(|| at(NOW));
    let counted = id_by(ids.clone().random_source(counting));
    assert_eq!(counted, Some([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16]));
    let (one, other) = (id_by(ids.clone()), id_by(ids));
    assert!(one.is_some() && one != other && one != counted, "{one:?} {other:?}");
}
