//! 200 tasks on several threads: on one session of one request, and in 200 requests with one cookie.

use std::convert::Infallible;
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};

use http::{Request, Response};
use iron_session::testing::{SetCookieValues, session};
use iron_session::tower::{RequestSession, SessionLayer};
use iron_session::{OnceError, SessionError, SessionSlot, TokenManager};
use tokio::sync::{Barrier, Mutex};
use tokio::task::JoinSet;
use tower::{Layer, ServiceExt, service_fn};

use crate::common::{NOW, TestResult, Visit, at, keys, sessions_at, v, value};
use crate::revocation::Site;
use crate::tokens::{MagicLink, link};

const TASKS: u32 = 200;

/// Runs so many tasks on four threads, all at once, and waits for their results.
async fn at_once<V: Send + 'static, F>(task: impl Fn(u32) -> F) -> Vec<V>
where
    F: Future<Output = V> + Send + 'static,
{
    let barrier = Arc::new(Barrier::new(TASKS as usize));
    let mut tasks = JoinSet::new();
    for number in 0..TASKS {
        let (barrier, task) = (Arc::clone(&barrier), task(number));
        tasks.spawn(async move {
            barrier.wait().await;
            task.await
        });
    }
    tasks.join_all().await
}

/// The slot of a request of user 7.
fn slot() -> TestResult<SessionSlot<Visit>> {
    let slot = SessionSlot::new(Arc::new(sessions_at::<Visit>(NOW)));
    assert_eq!(slot.check_out([format!("__Host-s={}", v()).as_bytes()], None)?.user_id(), 7);
    Ok(slot)
}

/// The user of the session that is written.
fn written(slot: &SessionSlot<Visit>) -> Result<Option<u32>, SessionError> {
    let text = slot.finish()?.into_iter().flatten().next_back();
    let sessions = sessions_at::<Visit>(NOW);
    let line = text.map(|text| format!("__Host-s={}", value(&text)));
    Ok(line.map(|line| sessions.load_bytes([line.as_bytes()], None).user_id()))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_200_tasks_that_change_one_session_one_after_the_other_each_change_is_kept() -> TestResult {
    let (slot, turn) = (slot()?, Arc::new(Mutex::new(())));
    let seen = at_once(|_| {
        let (slot, turn) = (slot.clone(), Arc::clone(&turn));
        async move {
            let _turn = turn.lock().await;
            let mut session = slot.check_out([], None).expect("nobody else has changed it and holds it");
            *session.user_id_mut() += 1;
            tokio::task::yield_now().await; // a session may be held over an `await`
            session.user_id()
        }
    });
    let mut seen = seen.await;
    seen.sort_unstable();
    assert_eq!(seen, (8..8 + TASKS).collect::<Vec<_>>(), "each has seen those before it");
    assert_eq!(written(&slot)?, Some(7 + TASKS));
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_200_tasks_that_change_one_session_as_they_like_no_change_is_lost_in_silence() -> TestResult {
    for _ in 0..20 {
        let slot = slot()?;
        let changes = at_once(|_| {
            let slot = slot.clone();
            async move {
                match slot.check_out([], None) {
                    Ok(mut session) => {
                        *session.user_id_mut() += 1;
                        Ok(1)
                    }
                    Err(SessionError::InUse { .. } | SessionError::Conflict { .. }) => Ok(0),
                    Err(error) => Err(error),
                }
            }
        });
        let changes = changes.await.into_iter().sum::<Result<u32, _>>()?;
        match written(&slot) {
            Ok(user) => assert_eq!(user, Some(7 + changes)),
            Err(error) => assert!(matches!(error, SessionError::Conflict { .. }), "{error}"),
        }
    }
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn while_200_tasks_read_one_session_one_may_change_it() -> TestResult {
    let slot = slot()?;
    let read = at_once(|number| {
        let slot = slot.clone();
        async move {
            let session = slot.check_out([], None);
            if number == 0 {
                session?.set_user_id(8);
                return Ok(8);
            }
            // While the session is changed, it is in use.
            match session {
                Ok(session) => Ok(session.user_id()),
                Err(SessionError::InUse { .. }) => Ok(8),
                Err(error) => Err(error),
            }
        }
    });
    let read = read.await.into_iter().collect::<Result<Vec<_>, _>>()?;
    assert!(read.iter().all(|user| [7, 8].contains(user)), "{read:?}");
    assert_eq!(written(&slot)?, Some(8));
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn each_of_200_requests_with_one_cookie_writes_its_own_change() -> TestResult {
    let handled = Arc::new(AtomicU32::new(0));
    let count = Arc::clone(&handled);
    let service =
        SessionLayer::from(sessions_at::<Visit>(NOW)).layer(service_fn(move |request: Request<u32>| {
            let count = Arc::clone(&count);
            async move {
                request.session::<Visit>().expect("below the layer").set_user_id(1000 + *request.body());
                tokio::task::yield_now().await;
                count.fetch_add(1, Ordering::Relaxed);
                let user = request.session::<Visit>().expect("nobody holds it").user_id();
                Ok::<_, Infallible>(Response::new(user))
            }
        }));
    let cookie = format!("__Host-s={}", v());
    let answers = at_once(|number| {
        let request = Request::builder().header("cookie", &cookie).body(number).expect("a sound request");
        service.clone().oneshot(request)
    });
    let mut users = Vec::new();
    for answer in answers.await {
        let answer = answer?;
        let texts = answer.set_cookie_values();
        let user = session::<Visit>(&texts, &sessions_at::<Visit>(NOW)).user_id();
        assert_eq!((texts.len(), answer.into_body().into_inner()), (1, Some(user)));
        users.push(user);
    }
    users.sort_unstable();
    assert_eq!(users, (1000..1000 + TASKS).collect::<Vec<_>>());
    assert_eq!(handled.load(Ordering::Relaxed), TASKS);
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_200_requests_with_one_cookie_one_logout_ends_what_all_have_written() -> TestResult {
    let site = Site::new()?;
    let line = site.login(7)?;
    let lines = at_once(|number| {
        let (slot, line) = (site.slot(), line.clone());
        async move {
            let mut session = slot.check_out([line.as_bytes()], None)?;
            if number == 100 {
                session.destroy();
            } else if session.user().is_some() {
                session.set_note(number.to_string());
                drop(session);
            }
            let text = slot.finish()?.into_iter().flatten().next_back();
            Ok::<_, SessionError>(text.and_then(|text| text.split(';').next().map(str::to_owned)))
        }
    });
    let lines: Vec<_> = lines.await.into_iter().collect::<Result<_, _>>()?;
    for line in lines.into_iter().flatten().filter(|line| !line.ends_with('=')) {
        assert_eq!(site.user(&line), None, "the logout was in between, or before");
    }
    assert_eq!(site.user(&line), None);
    Ok(())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_200_requests_with_one_token_one_opens_it() -> TestResult {
    let site = Site::new()?;
    let links = TokenManager::<MagicLink>::new(keys()).clock(|| at(NOW));
    let text = links.seal(&link())?.text;
    let opened = at_once(|_| {
        let (links, text, revocations) = (links.clone(), text.clone(), site.revocations.clone());
        async move { links.open_once(&text, &revocations).await }
    });
    let (opened, refused): (Vec<_>, Vec<_>) = opened.await.into_iter().partition(Result::is_ok);
    assert_eq!(opened.len(), 1);
    assert!(refused.iter().all(|refused| matches!(refused, Err(OnceError::Used))));
    Ok(())
}
