//! [`Checking`]: a session that is read from a request, and then asked about at a store.

use std::sync::Arc;

use super::fetch_metadata::FetchMetadata;
use super::loaded::Loaded;
use super::manager::SessionManager;
use crate::error::StoreError;
use crate::events::{Event, RequestLine};
use crate::members::IronSession;
use crate::revocation::{Outage, Revoker, StoreNotice};

/// What of a request is read once more if one of its sessions was ended.
struct Sent {
    cookies: Vec<Box<[u8]>>,
    host: Option<Box<[u8]>>,
    metadata: FetchMetadata,
}

impl Sent {
    fn read_into<T: IronSession>(&self, loaded: &mut Loaded<T>) {
        let cookies = self.cookies.iter().map(|cookie| &**cookie);
        loaded.read(cookies, || self.host.as_deref(), || self.metadata);
    }
}

/// A session that was read from a request, with what has to be asked about it.
pub(crate) struct Checking<T> {
    sessions: Arc<SessionManager<T>>,
    revoker: Arc<Revoker>,
    loaded: Loaded<T>,
    sent: Sent,
}

/// A session that was read, and whether a store has to be asked about it.
pub(crate) enum Checked<T> {
    Ready(Loaded<T>),
    Waits(Checking<T>),
}

impl<T: IronSession> SessionManager<T> {
    /// Reads a session whose store has to be waited for. `sessions` gives this manager, if there is something
    /// to be asked.
    pub(crate) fn read_checked<'a>(
        &self,
        sessions: impl FnOnce() -> Arc<Self>,
        revoker: &Arc<Revoker>,
        cookies: impl IntoIterator<Item = &'a [u8]>,
        host: Option<&[u8]>,
        metadata: impl Fn() -> FetchMetadata,
    ) -> Checked<T> {
        let cookies: Vec<_> = cookies.into_iter().collect();
        let mut loaded = self.begin_screened(host);
        loaded.read(cookies.iter().copied(), || host, &metadata);
        let is_answered = loaded.state.screening.as_ref().is_none_or(|screening| screening.open.is_empty());
        if is_answered {
            return Checked::Ready(loaded);
        }
        let cookies = cookies.into_iter().map(Box::from).collect();
        let sent = Sent { cookies, host: host.map(Box::from), metadata: metadata() };
        Checked::Waits(Checking { sessions: sessions(), revoker: Arc::clone(revoker), loaded, sent })
    }

    fn begin_screened(&self, host: Option<&[u8]>) -> Loaded<T> {
        let mut loaded = self.begin(|| host);
        loaded.state.screening = Some(Box::default());
        loaded
    }
}

impl<T: IronSession> Checking<T> {
    /// Asks the store, and leaves out each session that was ended. Of several cookies another one counts
    /// then. What another one hides is not read at first, so a second question may follow.
    ///
    /// `request` is what the operator is told of the request.
    ///
    /// # Errors
    ///
    /// What the store said, if the rule for outages is to refuse.
    pub(crate) async fn ask(mut self, request: Option<RequestLine<'_>>) -> Result<Loaded<T>, StoreError> {
        loop {
            let Some(screening) = &mut self.loaded.state.screening else { return Ok(self.loaded) };
            let open = std::mem::take(&mut screening.open);
            if open.is_empty() {
                return Ok(self.loaded);
            }
            let verdicts = match self.revoker.verdicts(&open).await {
                Ok(verdicts) => verdicts,
                Err(error) => self.outlast(error, open.len(), request)?,
            };
            self.tell_notice(request);
            let is_any_void = verdicts.contains(&true);
            let Some(screening) = &mut self.loaded.state.screening else { return Ok(self.loaded) };
            screening.answered.extend(open.into_iter().zip(verdicts));
            if !is_any_void {
                return Ok(self.loaded);
            }
            self.read_again();
        }
    }

    /// Reads the request once more, with what is known now.
    fn read_again(&mut self) {
        let mut again = self.sessions.begin(|| self.sent.host.as_deref());
        again.state.screening = self.loaded.state.screening.take();
        self.sent.read_into(&mut again);
        self.loaded = again;
    }

    /// Lets the sessions in although the store does not answer, if the rule for outages says so.
    fn outlast(
        &self,
        error: StoreError,
        questions: usize,
        request: Option<RequestLine<'_>>,
    ) -> Result<Vec<bool>, StoreError> {
        if self.revoker.outage == Outage::Refuse {
            return Err(error);
        }
        self.tell(request, Event::Unchecked { error: &error });
        Ok(vec![false; questions])
    }

    fn tell_notice(&self, request: Option<RequestLine<'_>>) {
        match self.revoker.take_notice() {
            Some(StoreNotice::Lost) => self.tell(request, Event::RevocationsLost),
            Some(StoreNotice::EvictionUnknown) => self.tell(request, Event::EvictionUnknown),
            None => {}
        }
    }

    fn tell(&self, request: Option<RequestLine<'_>>, event: Event<'_>) {
        self.sessions.tell(request, event);
    }
}
