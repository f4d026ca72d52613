//! The middleware around a service without the router of actix-web.

use std::future::ready;
use std::hint::black_box;
use std::rc::Rc;

use actix_web::dev::{Service, ServiceRequest, ServiceResponse, Transform, fn_service};
use actix_web::http::header::{CACHE_CONTROL, COOKIE, HeaderMap, HeaderValue, SET_COOKIE, VARY};
use actix_web::test::TestRequest;
use actix_web::{Error, HttpMessage, HttpResponse};
use iron_session_with_ring::actix::{RequestSession, SessionMiddleware};

use super::{Row, Sample, Writes, changed, nulls, plain, read, unasked};
use crate::harness::Case;
use crate::ours::with_ring::Ours;
use crate::payload::{self, Touch, ours_ring::Typical};
use crate::peers::finish;

pub(super) fn rows() -> Vec<Row> {
    let sample = Sample::of::<Typical, _>(&payload::typical());
    let middleware = SessionMiddleware::<Typical>::new(Ours::<Typical>::new().keys());
    let layered = |handler: fn(&ServiceRequest)| {
        let service =
            fn_service(move |request: ServiceRequest| ready(Ok::<_, Error>(answer(request, handler))));
        finish(middleware.new_transform(service)).expect("nothing fails here")
    };
    let bare = fn_service(|request: ServiceRequest| ready(Ok::<_, Error>(answer(request, |_| ()))));
    let mut rows = vec![plain(called("bare service", bare, &sample))];
    rows.extend(sample.work::<Typical>());
    rows.extend(nulls(&sample).map(|(name, writes)| plain(called(name, null(writes), &sample))));
    rows.push(unasked(called("**not asked**", layered(|_| ()), &sample)));
    rows.push(read(called("**read**", layered(ask), &sample)));
    rows.push(changed(called("**changed**", layered(change), &sample)));
    rows
}

fn answer(request: ServiceRequest, handler: fn(&ServiceRequest)) -> ServiceResponse {
    handler(&request);
    request.into_response(HttpResponse::Ok().finish())
}

fn ask(request: &ServiceRequest) {
    black_box(request.request().session::<Typical>().expect("a middleware").visits);
}

fn change(request: &ServiceRequest) {
    request.request().session::<Typical>().expect("a middleware").touch();
}

/// A service in a middleware that does only what every middleware has to do.
fn null(writes: Writes) -> impl Service<ServiceRequest, Response = ServiceResponse, Error = Error> {
    let shared = Rc::new(());
    fn_service(move |request: ServiceRequest| {
        request.extensions_mut().insert(Rc::clone(&shared));
        let mut response = answer(request, |_| ());
        write(&writes, response.headers_mut());
        ready(Ok(response))
    })
}

fn write(writes: &Writes, headers: &mut HeaderMap) {
    if let Writes::RulesAnd(text) = writes {
        headers.append(SET_COOKIE, HeaderValue::try_from(text.clone()).expect("ASCII"));
    }
    if !matches!(writes, Writes::Nothing) {
        headers.insert(CACHE_CONTROL, HeaderValue::from_static("private"));
        headers.append(VARY, HeaderValue::from_static("Cookie"));
    }
}

/// A service that is called with the cookie again and again.
fn called<S>(name: &'static str, service: S, sample: &Sample) -> Case<'static>
where
    S: Service<ServiceRequest, Error = Error> + 'static,
{
    let cookie = HeaderValue::from_bytes(sample.cookie.as_bytes()).expect("ASCII");
    Case::new(name, move || {
        let request = TestRequest::default().insert_header((COOKIE, cookie.clone())).to_srv_request();
        finish(service.call(request)).is_ok()
    })
}
