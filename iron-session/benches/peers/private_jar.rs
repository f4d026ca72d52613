//! The private jar of `cookie`. Its cookies hold no end and no key id.

use cookie::time::Duration;
use cookie::{Cookie, CookieJar, Key, SameSite};

use super::{MAX_AGE_SECS, NAME};
use crate::contenders::{Contender, Plain, header};
use crate::harness::Case;

pub(super) fn contender<P: Plain>(payload: &P) -> Contender {
    let name = "cookie, private jar";
    let key = Key::from(&[7; 64]);
    let set_cookie = save(&mut CookieJar::new(), &key, payload);
    let header = header(set_cookie.split(';').next().expect("a pair"));
    assert!(load::<P>(&key, &header).1.is_some());
    let (load_key, save_key, load_header, mut data) =
        (key.clone(), key.clone(), header.clone(), payload.clone());
    Contender {
        load: Some(Case::new(name, move || load::<P>(&load_key, &load_header))),
        save: Some(Case::new(name, move || {
            data.touch();
            save(&mut CookieJar::new(), &save_key, &data)
        })),
        round_trip: Some(Case::new(name, move || {
            let (mut jar, data) = load::<P>(&key, &header);
            let mut data = data?;
            data.touch();
            Some(save(&mut jar, &key, &data))
        })),
        forged: None,
    }
}

fn load<P: Plain>(key: &Key, header: &str) -> (CookieJar, Option<P>) {
    let mut jar = CookieJar::new();
    for cookie in Cookie::split_parse(header).flatten() {
        jar.add_original(cookie.into_owned());
    }
    let cookie = jar.private(key).get(NAME);
    let data = cookie.and_then(|cookie| serde_json::from_str(cookie.value()).ok());
    (jar, data)
}

fn save<P: Plain>(jar: &mut CookieJar, key: &Key, data: &P) -> String {
    let json = serde_json::to_string(data).expect("plain values");
    jar.private_mut(key).add(cookie(json));
    jar.delta().next().expect("the cookie that was added").to_string()
}

/// The cookie that holds this JSON.
pub(super) fn cookie(json: String) -> Cookie<'static> {
    Cookie::build((NAME, json))
        .max_age(Duration::seconds(MAX_AGE_SECS.into()))
        .path("/")
        .secure(true)
        .http_only(true)
        .same_site(SameSite::Lax)
        .build()
}
