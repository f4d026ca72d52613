//! `seshcookie`: the crate most like this one. It also keeps a typed session in an encrypted cookie.

use std::convert::Infallible;
use std::time::Duration;

use axum_core::extract::FromRequestParts;
use http::{Request, Response};
use seshcookie::{Session, SessionConfig, SessionKeys, SessionLayer};
use tower::{Layer, service_fn};

use super::{MAX_AGE_SECS, NAME, Task, layered};
use crate::contenders::{Contender, Plain};

pub(super) fn contender<P: Plain>(payload: &P) -> Contender {
    let keys = SessionKeys::new(b"0123456789abcdef-AbCdEfGhIjKlMnO").expect("32 bytes");
    let config = SessionConfig::default().cookie_name(NAME).max_age(Duration::from_secs(MAX_AGE_SECS.into()));
    let layer = SessionLayer::<P>::new(keys, config).expect("a sound configuration");
    layered("seshcookie", |task| {
        let first = payload.clone();
        layer.clone().layer(service_fn(move |request: Request<()>| {
            let first = (task == Task::Begin).then(|| first.clone());
            handle(task, first, request)
        }))
    })
}

async fn handle<P: Plain>(
    task: Task,
    first: Option<P>,
    request: Request<()>,
) -> Result<Response<()>, Infallible> {
    let (mut parts, ()) = request.into_parts();
    let session = Session::<P>::from_request_parts(&mut parts, &()).await.expect("a layer");
    match (task, first) {
        (Task::Begin, Some(first)) => session.insert(first).await,
        (Task::Change, _) => session.modify(|data| data.as_mut().expect("a session").touch()).await,
        _ => drop(std::hint::black_box(session.get().await.expect("a session"))),
    }
    Ok(Response::new(()))
}
