//! Feature `metrics`: which counters an event moves, with which labels, and what no label ever holds.
//!
//! ```text
//! cargo test -p iron-session --test metrics --features metrics,tower
//! ```

#![cfg(all(feature = "derive", feature = "metrics"))]
#![allow(missing_docs, reason = "the session types of this test")]

use std::error::Error;
use std::sync::{Arc, Mutex};

use iron_session::{IronSession, Keyring, SessionManager, SessionSlot};
use metrics::{
    Counter, CounterFn, Gauge, Histogram, HistogramFn, Key, KeyName, Metadata, Recorder, SharedString, Unit,
};

/// A line for each counter that was moved and each value that was recorded.
#[derive(Clone, Default)]
struct Notebook(Arc<Mutex<Vec<String>>>);

struct Line(Notebook, String);

impl Notebook {
    fn line(&self, key: &Key) -> Arc<Line> {
        let labels: Vec<_> = key.labels().map(|label| format!("{}={}", label.key(), label.value())).collect();
        Arc::new(Line(self.clone(), format!("{} {}", key.name(), labels.join(" "))))
    }
}

impl Line {
    fn write(&self, value: impl std::fmt::Display) {
        self.0.0.lock().expect("no writer panics").push(format!("{} {value}", self.1));
    }
}

impl CounterFn for Line {
    fn increment(&self, value: u64) {
        self.write(value);
    }

    fn absolute(&self, value: u64) {
        self.write(format!("={value}"));
    }
}

impl HistogramFn for Line {
    fn record(&self, value: f64) {
        self.write(value);
    }
}

impl Recorder for Notebook {
    fn describe_counter(&self, _: KeyName, _: Option<Unit>, _: SharedString) {}

    fn describe_gauge(&self, _: KeyName, _: Option<Unit>, _: SharedString) {}

    fn describe_histogram(&self, _: KeyName, _: Option<Unit>, _: SharedString) {}

    fn register_counter(&self, key: &Key, _: &Metadata<'_>) -> Counter {
        Counter::from_arc(self.line(key))
    }

    fn register_gauge(&self, _: &Key, _: &Metadata<'_>) -> Gauge {
        Gauge::noop()
    }

    fn register_histogram(&self, key: &Key, _: &Metadata<'_>) -> Histogram {
        Histogram::from_arc(self.line(key))
    }
}

/// What is counted while `done` runs.
fn counted(done: impl FnOnce() -> Result<(), Box<dyn Error>>) -> Result<Vec<String>, Box<dyn Error>> {
    let notebook = Notebook::default();
    metrics::with_local_recorder(&notebook, done)?;
    let lines = notebook.0.lock().map_err(|_| "no writer panics")?.clone();
    Ok(lines)
}

#[derive(IronSession)]
#[iron(cookie = "visit")]
struct Visit {
    note: String,
}

#[test]
fn each_event_is_counted_with_labels_of_few_values() -> Result<(), Box<dyn Error>> {
    let keys = Keyring::generate()?;
    let tag = format!("{keys:?}")[9..].split("..").next().unwrap_or_default().trim_matches('"').to_owned();
    let sessions = SessionManager::<Visit>::new(keys);
    let mut cookie = String::new();
    let written = counted(|| {
        let mut session = sessions.load(&http::Request::new(()));
        session.set_note("a planted note");
        cookie = session.set_cookies()?.into_iter().collect();
        Ok(())
    })?;
    let bytes = cookie.split(';').next().map_or(0, str::len) - 1;
    assert_eq!(
        written,
        [
            "iron_session_begun_total cookie=visit 1".to_owned(),
            format!("iron_session_written_bytes cookie=visit {bytes}"),
            "iron_session_written_total cookie=visit changed=true 1".to_owned(),
        ]
    );

    let read = counted(|| {
        let request = |cookie: &str| http::Request::get("/planted").header("cookie", cookie).body(());
        let _opened = sessions.load(&request(&cookie)?);
        let _refused = sessions.load(&request("visit=a planted seal")?);
        sessions.load(&http::Request::new(())).destroy().save(&mut http::Response::new(()))?;
        drop(sessions.load(&http::Request::new(())).destroy());
        Ok(())
    })?;
    assert_eq!(
        read,
        [
            format!("iron_session_opened_total cookie=visit key={tag} role=current 1"),
            "iron_session_refused_total cookie=visit reason=malformed 1".to_owned(),
            "iron_session_removed_total cookie=visit 1".to_owned(),
            "iron_session_logout_lost_total cookie=visit 1".to_owned(),
        ]
    );
    Ok(())
}

#[test]
fn a_failure_is_counted_by_its_word() -> Result<(), Box<dyn Error>> {
    let slot = SessionSlot::new(Arc::new(SessionManager::<Visit>::new(Keyring::generate()?)));
    let failed = counted(|| {
        slot.check_out([], None)?.set_note("planted".repeat(1000));
        assert!(slot.finish().is_err());
        Ok(())
    })?;
    assert_eq!(failed, ["iron_session_failed_total cookie=visit error=too_large 1"]);
    Ok(())
}

#[cfg(feature = "tower")]
#[test]
fn a_refused_request_of_another_site_is_counted_by_its_reason() -> Result<(), Box<dyn Error>> {
    use tower::{Layer, Service, service_fn};

    let layer = iron_session::tower::SessionLayer::<Visit>::new(Keyring::generate()?).refuse_cross_site();
    let handler = service_fn(async |_| Ok::<_, http::Error>(http::Response::new(())));
    let counted = counted(|| {
        let request = http::Request::post("/planted").header("sec-fetch-site", "cross-site").body(())?;
        drop(layer.layer(handler).call(request));
        Ok(())
    })?;
    assert_eq!(counted, ["iron_session_cross_site_total cookie=visit reason=fetch_site 1"]);
    Ok(())
}
