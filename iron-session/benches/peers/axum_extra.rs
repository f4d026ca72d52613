//! `PrivateCookieJar` of `axum-extra`, from the headers of a request to those of a response.

use axum_core::response::{IntoResponse, Response};
use axum_extra::extract::cookie::{Key, PrivateCookieJar};
use http::header::{COOKIE, SET_COOKIE};
use http::{HeaderMap, HeaderValue};

use super::NAME;
use super::private_jar::cookie;
use crate::contenders::{Contender, Plain, header};
use crate::harness::Case;

pub(super) fn contender<P: Plain>(payload: &P) -> Contender {
    let name = "axum-extra, `PrivateCookieJar`";
    let key = Key::from(&[7; 64]);
    let response = save(PrivateCookieJar::new(key.clone()), payload);
    let set_cookie = response.headers()[SET_COOKIE].to_str().expect("ASCII");
    let header = header(set_cookie.split(';').next().expect("a pair"));
    let mut headers = HeaderMap::new();
    headers.insert(COOKIE, HeaderValue::try_from(header).expect("ASCII"));
    assert!(load::<P>(&headers, key.clone()).1.is_some());
    let (load_key, save_key, load_headers, mut data) =
        (key.clone(), key.clone(), headers.clone(), payload.clone());
    Contender {
        load: Some(Case::new(name, move || load::<P>(&load_headers, load_key.clone()))),
        save: Some(Case::new(name, move || {
            data.touch();
            save(PrivateCookieJar::new(save_key.clone()), &data)
        })),
        round_trip: Some(Case::new(name, move || {
            let (jar, data) = load::<P>(&headers, key.clone());
            let mut data = data?;
            data.touch();
            Some(save(jar, &data))
        })),
        forged: None,
    }
}

fn load<P: Plain>(headers: &HeaderMap, key: Key) -> (PrivateCookieJar, Option<P>) {
    let jar = PrivateCookieJar::from_headers(headers, key);
    let data = jar.get(NAME).and_then(|cookie| serde_json::from_str(cookie.value()).ok());
    (jar, data)
}

fn save<P: Plain>(jar: PrivateCookieJar, data: &P) -> Response {
    jar.add(cookie(serde_json::to_string(data).expect("plain values"))).into_response()
}
