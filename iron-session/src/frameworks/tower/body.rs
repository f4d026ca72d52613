//! [`SessionBody`]: the body of a response that passed a layer.

use std::pin::Pin;
use std::task::{Context, Poll};

use bytes::Bytes;
use http_body::{Body, Frame, SizeHint};
use pin_project_lite::pin_project;

pin_project! {
    /// The body of a response that passed a [`SessionLayer`](super::SessionLayer): that of the service
    /// inside, or that of the layer's own 500.
    ///
    /// It passes on what the body inside sends, and needs nothing of it to be made. So the services inside
    /// may have bodies of any type. It is itself a [`Body`] if the data of the body inside can be made of
    /// [`Bytes`], as that of almost all bodies can.
    ///
    /// # Examples
    ///
    /// `axum::serve` takes bodies of axum's own type only. If the layer stands around a whole router, and not
    /// in [`Router::layer`], let a second router serve it:
    ///
    /// ```
    /// # use axum::Router;
    /// # use iron_session::tower::SessionLayer;
    /// # use iron_session::{IronSession, Keyring};
    /// # use tower::Layer;
    /// # #[derive(IronSession)]
    /// # struct SessionData {}
    /// # fn app(router: Router, keys: Keyring) -> Router {
    /// let around = SessionLayer::<SessionData>::new(keys).layer(router);
    /// Router::new().fallback_service(around)
    /// # }
    /// # let _: Router = app(Router::new(), Keyring::generate()?);
    /// # Ok::<(), iron_session::Error>(())
    /// ```
    ///
    /// A body that is not sent, such as one in a test:
    ///
    /// ```
    /// # use iron_session::tower::SessionBody;
    /// assert_eq!(SessionBody::from("hello").into_inner(), Some("hello"));
    /// ```
    ///
    /// [`Router::layer`]: https://docs.rs/axum/latest/axum/struct.Router.html#method.layer
    #[derive(Debug)]
    pub struct SessionBody<B> {
        #[pin]
        content: Content<B>,
    }
}

pin_project! {
    #[derive(Debug)]
    #[project = Projected]
    enum Content<B> {
        Inner { #[pin] body: B },
        Failure { text: Option<Bytes> },
    }
}

impl<B> SessionBody<B> {
    /// The body of a 500 that replaces the response of the service inside.
    pub(super) fn failure(text: String) -> Self {
        let text = Some(text).filter(|text| !text.is_empty()).map(Bytes::from);
        Self { content: Content::Failure { text } }
    }

    /// The body of the service inside. None in a 500 of the layer.
    ///
    /// # Examples
    ///
    /// ```
    /// # use http::{Request, Response};
    /// # use iron_session::tower::{RequestSession, SessionLayer};
    /// # use iron_session::{IronSession, Keyring, SessionError};
    /// # use tower::{Layer, ServiceExt, service_fn};
    /// # #[derive(IronSession)]
    /// # struct SessionData { note: String }
    /// async fn keep(request: Request<usize>) -> Result<Response<&'static str>, SessionError> {
    ///     request.session::<SessionData>()?.set_note("x".repeat(*request.body()));
    ///     Ok(Response::new("kept"))
    /// }
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// let service = SessionLayer::<SessionData>::new(Keyring::generate()?).layer(service_fn(keep));
    /// let kept = service.clone().oneshot(Request::new(10)).await?;
    /// assert_eq!(kept.into_body().into_inner(), Some("kept"));
    /// let too_much = service.oneshot(Request::new(5000)).await?;
    /// assert_eq!((too_much.status().as_u16(), too_much.into_body().into_inner()), (500, None));
    /// # Ok(())
    /// # }
    /// ```
    pub fn into_inner(self) -> Option<B> {
        match self.content {
            Content::Inner { body } => Some(body),
            Content::Failure { .. } => None,
        }
    }
}

impl<B> From<B> for SessionBody<B> {
    fn from(body: B) -> Self {
        Self { content: Content::Inner { body } }
    }
}

/// For the layers outside that make empty responses, such as those for timeouts and CORS.
impl<B: Default> Default for SessionBody<B> {
    fn default() -> Self {
        Self::from(B::default())
    }
}

impl<B: Body> Body for SessionBody<B>
where
    B::Data: From<Bytes>,
{
    type Data = B::Data;
    type Error = B::Error;

    fn poll_frame(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<B::Data>, B::Error>>> {
        match self.project().content.project() {
            Projected::Inner { body } => body.poll_frame(cx),
            Projected::Failure { text } => Poll::Ready(text.take().map(|text| Ok(Frame::data(text.into())))),
        }
    }

    fn is_end_stream(&self) -> bool {
        match &self.content {
            Content::Inner { body } => body.is_end_stream(),
            Content::Failure { text } => text.is_none(),
        }
    }

    fn size_hint(&self) -> SizeHint {
        match &self.content {
            Content::Inner { body } => body.size_hint(),
            Content::Failure { text } => {
                SizeHint::with_exact(text.as_ref().map_or(0, |text| text.len() as u64))
            }
        }
    }
}
