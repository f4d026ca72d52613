//! `actix-session` with its cookie store, around a service without the router of actix-web.

use std::future::ready;

use actix_session::storage::CookieSessionStore;
use actix_session::{SessionExt, SessionMiddleware};
use actix_web::cookie::Key;
use actix_web::dev::{Service, ServiceRequest, ServiceResponse, Transform, fn_service};
use actix_web::http::header::{COOKIE, SET_COOKIE};
use actix_web::test::TestRequest;
use actix_web::{Error, HttpResponse};

use super::{NAME, Task, finish};
use crate::contenders::{Contender, Plain, header};
use crate::harness::Case;

pub(super) fn contender<P: Plain>(payload: &P) -> Contender {
    let name = "actix-session, cookie store";
    let first = call(&service(Task::Begin, payload), "theme=dark");
    let set_cookie = first.headers().get(SET_COOKIE).expect("a cookie").to_str().expect("ASCII");
    let header = header(set_cookie.split(';').next().expect("a pair"));
    let (read, change) = (service(Task::Read, payload), service(Task::Change, payload));
    assert!(!call(&read, &header).headers().contains_key(SET_COOKIE));
    let read_header = header.clone();
    Contender {
        load: Some(Case::new(name, move || call(&read, &read_header))),
        save: None,
        round_trip: Some(Case::new(name, move || call(&change, &header))),
        forged: None,
    }
}

fn service<P: Plain>(
    task: Task,
    payload: &P,
) -> impl Service<ServiceRequest, Response = ServiceResponse, Error = Error> + use<P> {
    let middleware = SessionMiddleware::builder(CookieSessionStore::default(), Key::from(&[7; 64]))
        .cookie_name(NAME.to_owned())
        .build();
    let first = payload.clone();
    let handler = fn_service(move |request: ServiceRequest| {
        let first = (task == Task::Begin).then(|| first.clone());
        ready(handle(task, first, request))
    });
    finish(middleware.new_transform(handler)).expect("nothing fails here")
}

fn handle<P: Plain>(task: Task, first: Option<P>, request: ServiceRequest) -> Result<ServiceResponse, Error> {
    let session = request.get_session();
    let data = match first {
        Some(first) => first,
        None => session.get::<P>("data")?.expect("a session"),
    };
    let mut data = std::hint::black_box(data);
    data.touch();
    if task != Task::Read {
        session.insert("data", data)?;
    }
    Ok(request.into_response(HttpResponse::Ok().finish()))
}

fn call(
    service: &impl Service<ServiceRequest, Response = ServiceResponse, Error = Error>,
    cookies: &str,
) -> ServiceResponse {
    let request = TestRequest::default().insert_header((COOKIE, cookies)).to_srv_request();
    finish(service.call(request)).expect("nothing fails here")
}
