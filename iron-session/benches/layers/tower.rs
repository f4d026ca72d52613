//! The layer around a service without a router.

use std::convert::Infallible;
use std::future::ready;
use std::hint::black_box;
use std::sync::Arc;

use http::header::{CACHE_CONTROL, COOKIE, SET_COOKIE, VARY};
use http::{HeaderMap, HeaderValue, Request, Response};
use iron_session_with_ring::tower::{RequestSession, SessionLayer};
use tower::{Layer, Service, service_fn};

use super::{Row, Sample, Writes, changed, nulls, plain, read, unasked};
use crate::harness::Case;
use crate::ours::with_ring::Ours;
use crate::payload::{self, Touch, ours_ring::Typical};
use crate::peers::finish;

pub(super) fn rows() -> Vec<Row> {
    let sample = Sample::of::<Typical, _>(&payload::typical());
    let layer = SessionLayer::<Typical>::new(Ours::<Typical>::new().keys());
    let mut rows = vec![plain(called("bare service", service_fn(bare), &sample))];
    rows.extend(sample.work::<Typical>());
    rows.extend(nulls(&sample).map(|(name, writes)| plain(called(name, null(writes), &sample))));
    rows.push(unasked(called("**not asked**", layer.layer(service_fn(bare)), &sample)));
    rows.push(read(called("**read**", layer.layer(service_fn(ask)), &sample)));
    rows.push(changed(called("**changed**", layer.layer(service_fn(change)), &sample)));
    rows
}

async fn bare(_: Request<()>) -> Result<Response<()>, Infallible> {
    Ok(Response::new(()))
}

async fn ask(request: Request<()>) -> Result<Response<()>, Infallible> {
    black_box(request.session::<Typical>().expect("a layer").visits);
    Ok(Response::new(()))
}

async fn change(request: Request<()>) -> Result<Response<()>, Infallible> {
    request.session::<Typical>().expect("a layer").touch();
    Ok(Response::new(()))
}

/// A service in a layer that does only what every layer has to do.
fn null(writes: Writes) -> impl Service<Request<()>, Response = Response<()>, Error = Infallible> {
    let shared = Arc::new(());
    service_fn(move |mut request: Request<()>| {
        request.extensions_mut().insert(Arc::clone(&shared));
        let mut response = Response::new(());
        write(&writes, response.headers_mut());
        ready(Ok(response))
    })
}

/// What a layer of any crate has to write.
pub(super) fn write(writes: &Writes, headers: &mut HeaderMap) {
    if let Writes::RulesAnd(text) = writes {
        headers.append(SET_COOKIE, HeaderValue::try_from(text.clone()).expect("ASCII"));
    }
    if !matches!(writes, Writes::Nothing) {
        headers.insert(CACHE_CONTROL, HeaderValue::from_static("private"));
        headers.append(VARY, HeaderValue::from_static("Cookie"));
    }
}

/// A service that is called with the cookie again and again.
fn called<S, B>(name: &'static str, mut service: S, sample: &Sample) -> Case<'static>
where
    S: Service<Request<()>, Response = Response<B>, Error = Infallible> + 'static,
{
    let cookie = sample.cookie.clone();
    Case::new(name, move || {
        let mut request = Request::new(());
        request.headers_mut().insert(COOKIE, cookie.clone());
        finish(service.call(request))
    })
}
