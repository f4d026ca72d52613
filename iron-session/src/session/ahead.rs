//! What a layer does for a store of revocations that has to be waited for: before a handler runs, and before
//! the response goes out.

use std::pin::Pin;
use std::sync::Arc;

use super::slot::SessionSlot;
use crate::error::{SessionError, StoreError};
use crate::events::RequestLine;
use crate::lending::{Ahead, Shared};
use crate::members::IronSession;
use crate::request::{Checked, FetchMetadata, Loaded, SetCookies};
use crate::revocation::{Settlement, at_once};

/// What has to be waited for.
pub type SlotFuture<V> = Pin<Box<dyn Future<Output = V> + Send>>;

impl<T: IronSession> SessionSlot<T> {
    /// Reads the session before a handler asks for it, and asks the store of revocations whether it was
    /// ended. None if nothing has to be waited for; else wait for it before the handler runs.
    ///
    /// Layers call it for each request. If the store does not answer,
    /// [`check_out`](Self::check_out) fails or not, as [`Outage`](crate::Outage) says. The arguments are
    /// those of [`check_out_with`](Self::check_out_with).
    ///
    /// # Examples
    ///
    /// ```
    /// # use std::sync::Arc;
    /// # use iron_session::{IronSession, Keyring, RequestHead, SessionManager, SessionSlot};
    /// # #[derive(IronSession)]
    /// # struct Visit {
    /// #     count: u32,
    /// # }
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let sessions = SessionManager::<Visit>::new(Keyring::generate()?);
    /// # let request = http::Request::new(());
    /// let slot = SessionSlot::new(Arc::new(sessions));
    /// if let Some(checked) = slot.look_ahead(request.cookies(), request.host(), request.fetch_metadata()) {
    ///     checked.await;
    /// }
    /// slot.check_out(request.cookies(), request.host())?.set_count(1); // in the handler
    ///
    /// let mut cookies = slot.finish()?.ok_or("never asked for")?;
    /// let to_be_written = match slot.settle(Some(&mut cookies)) {
    ///     Some(settled) => settled.await?,
    ///     None => true,
    /// };
    /// # let mut response = http::HeaderMap::new();
    /// if to_be_written {
    ///     for text in cookies {
    ///         response.append("set-cookie", text.parse()?);
    ///     }
    /// }
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn look_ahead<'a>(
        &self,
        cookies: impl IntoIterator<Item = &'a [u8]>,
        host: Option<&[u8]>,
        metadata: FetchMetadata,
    ) -> Option<SlotFuture<()>> {
        self.look_ahead_of(|| (cookies, host), || metadata, || None)
    }

    /// As [`look_ahead`](Self::look_ahead), with the request's method and path for the operator. Nothing of
    /// the request is looked at unless there is a store to wait for.
    #[inline]
    pub(crate) fn look_ahead_of<'a, 'h, 'r, C: IntoIterator<Item = &'a [u8]>>(
        &self,
        cookies_and_host: impl FnOnce() -> (C, Option<&'h [u8]>),
        metadata: impl Fn() -> FetchMetadata,
        request: impl FnOnce() -> Option<RequestLine<'r>>,
    ) -> Option<SlotFuture<()>> {
        let revoker = self.0.sessions.waits_for()?;
        if self.0.sessions.is_listening() {
            self.0.keep_request(request());
        }
        let (cookies, host) = cookies_and_host();
        let sessions = || Arc::clone(&self.0.sessions);
        match self.0.sessions.read_checked(sessions, revoker, cookies, host, metadata) {
            Checked::Ready(loaded) => {
                self.keep_ahead(Ok(loaded), host);
                None
            }
            Checked::Waits(checking) => {
                let (slot, host) = (self.clone(), host.map(Box::<[u8]>::from));
                Some(Box::pin(async move {
                    let asked = checking.ask(slot.0.request()).await;
                    slot.keep_ahead(asked, host.as_deref());
                }))
            }
        }
    }

    fn keep_ahead(&self, asked: Result<Loaded<T>, StoreError>, host: Option<&[u8]>) {
        let ahead = match asked {
            Ok(mut loaded) => {
                self.0.sessions.report_received(&mut loaded, || host, || self.0.request());
                Ahead::Read(Box::new(loaded))
            }
            Err(error) => Ahead::Unavailable(Arc::new(error)),
        };
        if let Ok(entered) = self.0.enter() {
            entered.lock().read_ahead(ahead);
            self.0.note_read();
        }
    }

    /// Tells the store of revocations what ends and begins with the response. None if nothing has to be
    /// waited for; else wait for it before the response goes out.
    ///
    /// Call it after [`finish`](Self::finish), with what that has given. After an error of `finish` call it
    /// with none: a session that was destroyed is ended all the same.
    ///
    /// If the future gives an error, it has been reported. Answer 503 in place of the response, as after an
    /// error of [`finish`](Self::finish): with the [`removal`](Self::removal), and without the other cookies
    /// of this session. If the future is dropped before it is ready, the request was cancelled, and
    /// [`SessionError::Unanswered`] is reported.
    ///
    /// # Examples
    ///
    /// See [`look_ahead`](Self::look_ahead).
    #[must_use]
    pub fn settle(
        &self,
        mut cookies: Option<&mut SetCookies>,
    ) -> Option<SlotFuture<Result<bool, SessionError>>> {
        self.0.sessions.revoker()?;
        let removed = self.0.enter().ok().and_then(|entered| entered.lock().settlement_of_removal());
        let to_report = cookies.as_ref().filter(|cookies| cookies.is_to_be_settled());
        let to_report = to_report.filter(|_| self.0.sessions.waits_for().is_some());
        let to_report = to_report.map(|cookies| SetCookies::clone(cookies));
        let written = cookies.as_mut().and_then(|cookies| cookies.take_settlement());
        let settlement = merged(removed, written)?;
        // It is made before the future is polled, since the future may be dropped before that.
        let unsettled = Unsettled { slot: self.clone(), to_report, is_lost: true };
        let settling = async move { unsettled.settle(settlement).await };
        if self.0.sessions.waits_for().is_some() {
            return Some(Box::pin(settling));
        }
        // A store in memory answers at once, and does not fail.
        if let (Some(Ok(false)), Some(cookies)) = (at_once(settling), cookies) {
            cookies.withdraw();
        }
        None
    }

    /// [`finish`](Self::finish), [`check_rivals`](Self::check_rivals) and [`settle`](Self::settle) in one.
    /// `present` gives the Set-Cookie values of the response. None if that is to be left alone.
    #[allow(dead_code, reason = "only the frameworks finish here")]
    pub(crate) fn finish_to_settle<'a, I: IntoIterator<Item = &'a [u8]>>(
        &mut self,
        present: impl FnOnce() -> I,
    ) -> Option<Finished> {
        let mut finished = Shared::finish_last(&mut self.0).transpose()?;
        if let Ok(cookies) = &finished
            && !cookies.is_empty()
            && let Err(error) = self.find_rivals(cookies, present())
        {
            // No store is told of what is not written.
            finished = Err(error);
        }
        self.tell(&mut finished);
        Some(match self.settle(finished.as_mut().ok()) {
            None => Finished::Now(finished),
            Some(settling) => Finished::Later(Box::pin(async move {
                let settled = settling.await;
                let mut cookies = finished?;
                if !settled? {
                    cookies.withdraw();
                }
                Ok(cookies)
            })),
        })
    }
}

/// What is to be written to a response: now, or when a store of revocations was told.
pub(crate) enum Finished {
    Now(Result<SetCookies, SessionError>),
    Later(SlotFuture<Result<SetCookies, SessionError>>),
}

impl Finished {
    #[allow(dead_code, reason = "tower's and actix-web's layers are futures of their own")]
    pub(crate) async fn settled(self) -> Result<SetCookies, SessionError> {
        match self {
            Self::Now(finished) => finished,
            Self::Later(finished) => finished.await,
        }
    }
}

/// A slot whose store of revocations was not told yet.
///
/// If it is dropped before that, the request was cancelled, and its response has no cookies.
struct Unsettled<T: IronSession> {
    slot: SessionSlot<T>,
    /// What is written then.
    to_report: Option<SetCookies>,
    is_lost: bool,
}

impl<T: IronSession> Unsettled<T> {
    async fn settle(mut self, settlement: Settlement) -> Result<bool, SessionError> {
        let settled = settlement.settle().await;
        self.is_lost = false;
        let shared = &self.slot.0;
        match settled {
            Ok(settled) => {
                if let Some(cookies) = self.to_report.as_ref().filter(|_| settled.is_alive()) {
                    shared.sessions.report_saved(cookies, shared.request());
                }
                settled.events().for_each(|event| shared.sessions.tell(shared.request(), event));
                Ok(settled.is_alive())
            }
            Err(error) => {
                let (cookie, reason) = (self.slot.cookie(), Arc::new(error));
                let error = SessionError::Unavailable { cookie, reason };
                shared.report(&error);
                Err(error)
            }
        }
    }
}

impl<T: IronSession> Drop for Unsettled<T> {
    fn drop(&mut self) {
        if self.is_lost {
            self.slot.report_unanswered();
        }
    }
}

fn merged(removed: Option<Box<Settlement>>, written: Option<Box<Settlement>>) -> Option<Settlement> {
    match (removed, written) {
        (Some(mut removed), Some(written)) => {
            removed.ended.extend(written.ended);
            removed.begun = written.begun;
            Some(*removed)
        }
        (removed, written) => removed.or(written).map(|settlement| *settlement),
    }
}
