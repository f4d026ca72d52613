//! `tower-sessions` with a store in memory. A real site uses a database instead, and waits for it.

use std::convert::Infallible;

use cookie::time::Duration;
use http::{Request, Response};
use tower::{Layer, service_fn};
use tower_sessions::{Expiry, MemoryStore, Session, SessionManagerLayer};

use super::{MAX_AGE_SECS, NAME, Task, layered};
use crate::contenders::{Contender, Plain};

pub(super) fn contender<P: Plain>(payload: &P) -> Contender {
    let layer = SessionManagerLayer::new(MemoryStore::default())
        .with_name(NAME)
        .with_expiry(Expiry::OnInactivity(Duration::seconds(MAX_AGE_SECS.into())));
    layered("tower-sessions, store in memory", |task| {
        let first = payload.clone();
        layer.layer(service_fn(move |request: Request<()>| {
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
    let session = request.extensions().get::<Session>().expect("a layer");
    let data = match first {
        Some(first) => first,
        None => session.get::<P>("data").await.expect("a store that works").expect("a session"),
    };
    let mut data = std::hint::black_box(data);
    data.touch();
    if task != Task::Read {
        session.insert("data", data).await.expect("a store that works");
    }
    Ok(Response::new(()))
}
