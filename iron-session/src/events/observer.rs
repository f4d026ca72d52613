//! [`Observer`]: who hears of an event. This is the one place from which all are told.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use super::developer::tell_developer;
use super::event::Event;
use super::report::Report;
#[cfg(feature = "metrics")]
use super::to_metrics;
#[cfg(feature = "tracing")]
use super::to_tracing;
use crate::error::SessionError;

type Function = dyn Fn(&Report<'_>) + Send + Sync;

/// The observer that a program has set, if it has. The features `tracing` and `metrics` hear of the same.
#[derive(Clone)]
pub(crate) struct Observer(Option<Arc<Function>>);

impl Observer {
    pub(crate) const NONE: Self = Self(None);

    pub(crate) fn new(observer: impl Fn(&Report<'_>) + Send + Sync + 'static) -> Self {
        Self(Some(Arc::new(observer)))
    }

    /// Whether anybody hears of events. If nobody does, none are made.
    #[inline]
    pub(crate) fn is_listening(&self) -> bool {
        cfg!(any(feature = "metrics", feature = "tracing")) || self.is_set()
    }

    /// Whether the program has set an observer.
    #[inline]
    pub(crate) fn is_set(&self) -> bool {
        self.0.is_some()
    }

    /// Tells everybody.
    #[cold]
    pub(crate) fn tell(&self, report: &Report<'_>) {
        survive(|| {
            tell_features(report);
            self.call(report);
        });
    }

    /// Tells the program's observer alone, of an event that the features have heard of.
    #[cold]
    pub(crate) fn tell_alone(&self, report: &Report<'_>) {
        survive(|| self.call(report));
    }

    fn call(&self, report: &Report<'_>) {
        if let Some(observer) = &self.0 {
            observer(report);
        }
    }
}

/// Tells the consumers that features bring.
fn tell_features(report: &Report<'_>) {
    #[cfg(feature = "tracing")]
    to_tracing::tell(report);
    #[cfg(feature = "metrics")]
    to_metrics::tell(report);
    let _ = report;
}

/// Calls observers. While the thread unwinds, a panic of theirs would abort the program, so it ends here.
fn survive(observers: impl FnOnce()) {
    if std::thread::panicking() {
        let _ = catch_unwind(AssertUnwindSafe(observers));
    } else {
        observers();
    }
}

/// A handler asked for a session, and no layer of its type has seen the request. `is_heard` says whether an
/// observer heard of it.
#[allow(dead_code, reason = "only the frameworks have extractors")]
pub(crate) fn not_lent(error: &SessionError, is_heard: bool) {
    tell_unobserved(error);
    if !is_heard {
        tell_developer(error);
    }
}

/// A handler returned an error of which no layer knows.
#[allow(dead_code, reason = "only the frameworks answer with a 500")]
pub(crate) fn unreported(error: &SessionError) {
    tell_unobserved(error);
    tell_developer(error);
}

/// Tells of an error whose manager, and so whose observer, is not at hand.
#[allow(dead_code, reason = "only the frameworks have extractors, and answer with a 500")]
fn tell_unobserved(error: &SessionError) {
    let report = Report { cookie: "", request: None, event: Event::Failed { error } };
    survive(|| tell_features(&report));
}
