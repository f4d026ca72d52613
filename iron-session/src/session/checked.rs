//! Load and save with a store of revocations that has to be waited for, without a layer.

use std::sync::Arc;

use super::destroyed::Destroyed;
use super::handle::Session;
use super::http::{RequestHead, ResponseHead};
use crate::error::{Error, SessionError};
use crate::events::KeptLine;
use crate::members::IronSession;
use crate::request::{Checked, SessionManager, apply};

impl<T: IronSession> SessionManager<T> {
    /// As [`load`](Self::load), for [revocations](Self::revocations) whose store has to be waited for.
    ///
    /// The request is read before the future is first polled, and is not kept. With revocations in memory, or
    /// without any, it is [`load`](Self::load).
    ///
    /// # Errors
    ///
    /// [`SessionError::Unavailable`] if the store does not answer and [`Outage::Refuse`](crate::Outage) is
    /// the rule. It has been reported. Answer 503.
    ///
    /// # Examples
    ///
    /// ```
    /// # use iron_session::{IronSession, Keyring, SessionManager};
    /// # #[derive(IronSession)]
    /// # #[iron(cookie = "visit")]
    /// # struct Visit {
    /// #     count: u32,
    /// # }
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let sessions = SessionManager::<Visit>::new(Keyring::generate()?);
    /// # let (request, mut response) = (http::Request::new(()), http::Response::new(()));
    /// let mut session = sessions.load_checked(&request).await?;
    /// session.set_count(1);
    /// session.save_checked(&mut response).await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn load_checked<'m, R: RequestHead + ?Sized>(
        &'m self,
        request: &R,
    ) -> impl Future<Output = Result<Session<T>, SessionError>> + Send + use<'m, T, R> {
        let host = request.host();
        let checked = if let Some(revoker) = self.waits_for() {
            let (sessions, metadata) = (|| Arc::new(self.clone()), || request.fetch_metadata());
            self.read_checked(sessions, revoker, request.cookies(), host, metadata)
        } else {
            let mut loaded = self.begin(|| host);
            loaded.read(request.cookies(), || host, || request.fetch_metadata());
            Checked::Ready(loaded)
        };
        // They are for the operator alone.
        let host = host.filter(|_| self.is_listening()).map(Box::<[u8]>::from);
        let line = request.request_line().filter(|_| self.is_listening()).map(KeptLine::from);
        async move {
            let line = || line.as_ref().map(KeptLine::line);
            let mut loaded = match checked {
                Checked::Ready(loaded) => loaded,
                Checked::Waits(checking) => match checking.ask(line()).await {
                    Ok(loaded) => loaded,
                    Err(reason) => {
                        let error =
                            SessionError::Unavailable { cookie: self.cookie(), reason: Arc::new(reason) };
                        self.report(&error, line());
                        return Err(error);
                    }
                },
            };
            self.report_received(&mut loaded, || host.as_deref(), line);
            Ok(Session::new(loaded))
        }
    }
}

impl<T: IronSession> Session<T> {
    /// As [`save`](Self::save), for [revocations](SessionManager::revocations) whose store has to be waited
    /// for.
    ///
    /// Below a layer it is [`save`](Self::save): the layer waits for the store.
    ///
    /// # Errors
    ///
    /// Those of [`save`](Self::save), and [`Error::Store`] if the store was not told that the session begins
    /// or ends. Nothing is written then. Answer 503. A second call may write nothing, since the store may
    /// have ended the session all the same: load it again in another request.
    ///
    /// # Examples
    ///
    /// See [`load_checked`](SessionManager::load_checked).
    pub fn save_checked<'a, R: ResponseHead>(
        &'a mut self,
        response: &'a mut R,
    ) -> impl Future<Output = Result<(), Error>> + Send + use<'a, T, R> {
        let (saved, head) = (self.set_cookies_to_settle(), response.head_mut());
        async move {
            apply(self.settled(saved).await?, head);
            Ok(())
        }
    }
}

impl<T: IronSession> Destroyed<T> {
    /// As [`save`](Self::save), for [revocations](SessionManager::revocations) whose store has to be waited
    /// for.
    ///
    /// # Errors
    ///
    /// [`Error::Store`] if the session was not ended in the store, and [`Error::Unsettled`] if it was loaded
    /// by [`load`](SessionManager::load). The browser's cookie is removed all the same, but a copy of it
    /// stays valid. Answer 503.
    ///
    /// # Examples
    ///
    /// ```
    /// # use iron_session::{IronSession, Keyring, SessionManager};
    /// # #[derive(IronSession)]
    /// # struct SessionData {}
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let sessions = SessionManager::<SessionData>::new(Keyring::generate()?);
    /// # let (request, mut response) = (http::Request::new(()), http::Response::new(()));
    /// let session = sessions.load_checked(&request).await?;
    /// session.destroy().save_checked(&mut response).await?;
    /// # Ok(())
    /// # }
    /// ```
    pub fn save_checked<'a, R: ResponseHead>(
        &'a self,
        response: &'a mut R,
    ) -> impl Future<Output = Result<(), Error>> + Send + use<'a, T, R> {
        let (mut removal, head) = (self.removal(), response.head_mut());
        async move {
            let settled = self.settle(&mut removal).await;
            self.note_told(&removal);
            apply(removal, head);
            settled
        }
    }
}
