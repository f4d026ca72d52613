//! The same payloads with other crates, each used as its documentation shows: in an encrypted cookie, or in a
//! store.

use std::convert::Infallible;
use std::task::{Context, Poll, Waker};

use http::header::{COOKIE, SET_COOKIE};
use http::{HeaderValue, Request, Response};
use tower::Service;

use crate::contenders::{Contender, Plain, header};
use crate::harness::Case;
use crate::payload;

mod actix_session;
mod axum_extra;
mod private_jar;
mod seshcookie;
mod tower_sessions;

/// The name of the cookie. All cookies have the lifetime of ours, `Path=/`, Secure, `HttpOnly` and
/// `SameSite=Lax`.
const NAME: &str = "__Host-app";
const MAX_AGE_SECS: u32 = 1_209_600;

pub(crate) fn with(bytes: usize) -> Vec<Contender> {
    match bytes {
        39 => peers(&payload::small()),
        246 => peers(&payload::typical()),
        _ => peers(&payload::large()),
    }
}

fn peers<P: Plain>(payload: &P) -> Vec<Contender> {
    vec![
        private_jar::contender(payload),
        axum_extra::contender(payload),
        tower_sessions::contender(payload),
        actix_session::contender(payload),
        seshcookie::contender(payload),
    ]
}

/// What a handler does with its session.
#[derive(Clone, Copy, PartialEq)]
enum Task {
    Begin,
    Read,
    Change,
}

/// A crate that is a tower layer, around a handler that does only its task.
fn layered<S>(name: &'static str, service: impl Fn(Task) -> S) -> Contender
where
    S: Service<Request<()>, Response = Response<()>, Error = Infallible> + 'static,
{
    let (mut begin, mut read, mut change) =
        (service(Task::Begin), service(Task::Read), service(Task::Change));
    let first = call(&mut begin, None);
    let set_cookie = first.headers()[SET_COOKIE].to_str().expect("ASCII");
    let header = header(set_cookie.split(';').next().expect("a pair"));
    let header = HeaderValue::try_from(header).expect("ASCII");
    let read_header = header.clone();
    assert!(call(&mut read, Some(&header)).headers().get(SET_COOKIE).is_none());
    Contender {
        load: Some(Case::new(name, move || call(&mut read, Some(&read_header)))),
        save: None,
        round_trip: Some(Case::new(name, move || call(&mut change, Some(&header)))),
        forged: None,
    }
}

fn call<S>(service: &mut S, cookie: Option<&HeaderValue>) -> Response<()>
where
    S: Service<Request<()>, Response = Response<()>, Error = Infallible>,
{
    let mut request = Request::new(());
    if let Some(cookie) = cookie {
        request.headers_mut().insert(COOKIE, cookie.clone());
    }
    let Ok(response) = finish(service.call(request));
    response
}

/// The output of a future that never waits.
pub(crate) fn finish<F: Future>(future: F) -> F::Output {
    match std::pin::pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(output) => output,
        Poll::Pending => panic!("the future waits"),
    }
}
