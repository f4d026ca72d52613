//! How often a layer allocates memory, beyond a layer that puts a value into the request's extensions and
//! writes the same headers. That much, every layer has to do.
//!
//! - not asked: the slot, in which layer and handlers share the session
//! - read: the session in its box, and what a second holder would read, with its JSON; and, since this build
//!   has the feature `tracing`, the method and the path of the request for the operator
//! - changed: nothing more than a save by hand

use std::convert::Infallible;
use std::future::ready;
use std::sync::Arc;
use std::task::{Context, Poll, Waker};

use allocation_counter::measure;
use http::{HeaderMap, HeaderValue, Request, Response};
use iron_session::tower::{RequestSession, SessionLayer};
use tower::{Layer, Service, service_fn};

use super::{Owner, allocated_by_a_load, headers, owners_at};
use crate::common::NOW;

/// What a handler does with its session.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Task {
    Nothing,
    Read,
    Change,
}

const TASKS: [Task; 3] = [Task::Nothing, Task::Read, Task::Change];

/// How often a load, and a save of what was loaded, allocate by hand.
fn by_hand(task: Task) -> u64 {
    let headers = headers(20);
    let load = allocated_by_a_load(&owners_at(NOW), &headers);
    let mut session = owners_at(NOW).load(&headers);
    session.visits ^= 1;
    let save = measure(|| drop(session.set_cookies().expect("it fits"))).count_total;
    match task {
        Task::Nothing => 0,
        Task::Read => load,
        Task::Change => load + save,
    }
}

/// The allocations of a layer that are its own, by task.
const OWN: [u64; 3] = [1, 1 + 3 + 1, 1 + 3 + 1];

fn output<F: Future>(future: F) -> F::Output {
    match std::pin::pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(output) => output,
        Poll::Pending => panic!("nothing waits here"),
    }
}

/// Writes the headers that every layer has to write.
fn write(task: Task, set_cookie: &HeaderValue, headers: &mut HeaderMap) {
    if task == Task::Change {
        headers.append("set-cookie", set_cookie.clone());
    }
    if task != Task::Nothing {
        headers.insert("cache-control", HeaderValue::from_static("private"));
        headers.append("vary", HeaderValue::from_static("Cookie"));
    }
}

/// How often a request allocates, from the second one on: the first one allocates what its thread keeps.
fn called<S: Service<Request<()>, Error = Infallible>>(service: &mut S) -> u64 {
    let [first, second] = [(); 2].map(|()| {
        let mut request = Request::new(());
        *request.headers_mut() = headers(20);
        let mut request = Some(request);
        measure(|| drop(request.take().map(|request| output(service.call(request))))).count_total
    });
    assert!(first >= second);
    second
}

#[test]
fn a_layer_allocates_a_slot_and_for_whoever_asks_a_box_and_what_a_second_would_read() {
    let (set_cookie, shared) = (HeaderValue::from_static("__Host-owner=.."), Arc::new(()));
    for (task, own) in TASKS.into_iter().zip(OWN) {
        let mut null = service_fn(|mut request: Request<()>| {
            request.extensions_mut().insert(Arc::clone(&shared));
            let mut response = Response::new(());
            write(task, &set_cookie, response.headers_mut());
            ready(Ok::<_, Infallible>(response))
        });
        let handler = service_fn(|request: Request<()>| {
            match task {
                Task::Nothing => {}
                Task::Read => assert_eq!(request.session::<Owner>().expect("a layer").visits, 1_000_000),
                Task::Change => request.session::<Owner>().expect("a layer").visits ^= 1,
            }
            ready(Ok::<_, Infallible>(Response::new(())))
        });
        let mut layered = SessionLayer::from(owners_at(NOW)).layer(handler);
        assert_eq!(called(&mut layered), called(&mut null) + by_hand(task) + own, "{task:?}");
    }
}
