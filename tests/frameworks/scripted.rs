//! [`Scripted`]: a store of revocations that has to be waited for, as its test says.

use std::collections::HashMap;
use std::future::poll_fn;
use std::sync::{Arc, Condvar, Mutex, MutexGuard};
use std::task::{Context, Poll, Waker};
use std::time::Duration;

use iron_session::{RevocationStore, StoreError, StoreFuture, StoreKey};

/// A store of revocations that has to be waited for. A clone is the same store.
///
/// Each answer is pending once, so whoever asks has to wait in every test. [`hold`](Self::hold) makes calls
/// wait until they are released.
#[derive(Clone, Default)]
pub(super) struct Scripted(Arc<(Mutex<Script>, Condvar)>);

#[derive(Default)]
struct Script {
    numbers: HashMap<String, u64>,
    /// What was called, since a test has looked.
    calls: Vec<String>,
    /// How many calls have begun that have no answer yet. One that was dropped never has an answer.
    unanswered: usize,
    /// The methods that do not answer.
    held: &'static [&'static str],
    /// The methods that answer with an error.
    failing: &'static [&'static str],
    waiting: Vec<Waker>,
}

impl Scripted {
    /// What was called since the last time: the method, and of each key what it is about.
    pub(super) fn calls(&self) -> Vec<String> {
        std::mem::take(&mut self.lock().calls)
    }

    /// How many calls have begun and have no answer.
    pub(super) fn unanswered(&self) -> usize {
        self.lock().unanswered
    }

    /// Lets calls of these methods fail.
    pub(super) fn fail(&self, methods: &'static [&'static str]) {
        self.lock().failing = methods;
    }

    /// Lets calls of these methods wait, until others are held.
    pub(super) fn hold(&self, methods: &'static [&'static str]) {
        let mut script = self.lock();
        script.held = methods;
        script.waiting.drain(..).for_each(Waker::wake);
    }

    /// Waits until a call of a method that is held has begun.
    pub(super) fn wait_for_a_call(&self) {
        let (script, begun) = &*self.0;
        let script = script.lock().expect("no call panics");
        drop(begun.wait_while(script, |script| script.waiting.is_empty()).expect("no call panics"));
    }

    fn lock(&self) -> MutexGuard<'_, Script> {
        self.0.0.lock().expect("no call panics")
    }

    async fn called<V>(
        &self,
        method: &'static str,
        keys: &[StoreKey],
        answer: impl FnOnce(&mut HashMap<String, u64>) -> V,
    ) -> Result<V, StoreError> {
        self.begin(method, keys);
        let mut is_first = true;
        poll_fn(|cx| self.poll_release(method, std::mem::take(&mut is_first), cx)).await;
        let mut script = self.lock();
        script.unanswered -= 1;
        if script.failing.contains(&method) {
            return Err(StoreError::new("as the test asks"));
        }
        Ok(answer(&mut script.numbers))
    }

    fn begin(&self, method: &str, keys: &[StoreKey]) {
        let texts = keys.iter().map(StoreKey::to_string);
        let about = texts.map(|text| text.split(':').nth(2).unwrap_or_default().to_owned());
        let call: Vec<String> = std::iter::once(method.to_owned()).chain(about).collect();
        let mut script = self.lock();
        script.calls.push(call.join(" "));
        script.unanswered += 1;
    }

    fn poll_release(&self, method: &'static str, is_first: bool, cx: &Context<'_>) -> Poll<()> {
        let mut script = self.lock();
        if script.held.contains(&method) {
            script.waiting.push(cx.waker().clone());
            self.0.1.notify_all();
        } else if is_first {
            cx.waker().wake_by_ref();
        } else {
            return Poll::Ready(());
        }
        Poll::Pending
    }
}

impl RevocationStore for Scripted {
    fn read<'a>(&'a self, keys: &'a [StoreKey]) -> StoreFuture<'a, Vec<Option<u64>>> {
        Box::pin(self.called("read", keys, move |numbers| {
            keys.iter().map(|key| numbers.get(&key.to_string()).copied()).collect()
        }))
    }

    fn write<'a>(&'a self, key: &'a StoreKey, number: u64, _: Duration) -> StoreFuture<'a, ()> {
        Box::pin(self.called("write", std::slice::from_ref(key), move |numbers| {
            numbers.insert(key.to_string(), number);
        }))
    }

    fn raise<'a>(&'a self, key: &'a StoreKey, at_least: u64, _: Duration) -> StoreFuture<'a, u64> {
        Box::pin(self.called("raise", std::slice::from_ref(key), move |numbers| {
            let number = numbers.entry(key.to_string()).or_default();
            *number = at_least.max(*number + 1);
            *number
        }))
    }

    fn insert<'a>(&'a self, key: &'a StoreKey, _: Duration) -> StoreFuture<'a, bool> {
        Box::pin(self.called("insert", std::slice::from_ref(key), move |numbers| {
            numbers.insert(key.to_string(), 1).is_none()
        }))
    }
}
