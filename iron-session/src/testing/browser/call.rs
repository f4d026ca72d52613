//! [`Jar::call`]: one request to a service of tower, with the cookies of a browser.

use std::future::poll_fn;

use http::header::{COOKIE, HOST, HeaderMap, HeaderValue};
use http::{Request, Response};
use tower_service::Service;

use super::jar::Jar;
use super::place::Place;

impl Jar {
    /// Sends a request to a service with the cookies that a browser would send, and keeps those of the
    /// response. It follows no redirect.
    ///
    /// The service is an axum `Router`, or what [`SessionLayer`](crate::tower::SessionLayer) is around. A
    /// request whose URI is only a path goes to the host of its `Host` header, and without one to the origin
    /// of the jar.
    ///
    /// # Errors
    ///
    /// The error of the service.
    ///
    /// # Panics
    ///
    /// If a browser would drop one of the cookies; see [`receive`](Self::receive). With
    /// [`header`](Self::header) and [`try_receive`](Self::try_receive), it is an error.
    ///
    /// # Examples
    ///
    /// ```
    /// use http::{Request, Response};
    /// use iron_session::testing::Jar;
    /// use iron_session::tower::{RequestSession, SessionLayer};
    /// use iron_session::{IronSession, Keyring};
    /// use tower::{Layer, service_fn};
    ///
    /// #[derive(IronSession)]
    /// struct Visit {
    ///     count: u32,
    /// }
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error + Send + Sync>> {
    /// let mut service = SessionLayer::<Visit>::new(Keyring::for_tests()).layer(service_fn(
    ///     async |request: Request<String>| {
    ///         let mut visit = request.session::<Visit>()?;
    ///         *visit.count_mut() += 1;
    ///         Ok::<_, iron_session::SessionError>(Response::new(visit.count().to_string()))
    ///     },
    /// ));
    ///
    /// let mut jar = Jar::new();
    /// for visits in ["1", "2", "3"] {
    ///     let response = jar.call(&mut service, Request::get("/").body(String::new())?).await?;
    ///     assert_eq!(response.into_body().into_inner().as_deref(), Some(visits));
    /// }
    /// # Ok(())
    /// # }
    /// ```
    pub async fn call<S, B, R>(
        &mut self,
        service: &mut S,
        mut request: Request<B>,
    ) -> Result<Response<R>, S::Error>
    where
        S: Service<Request<B>, Response = Response<R>>,
    {
        let host = request.headers().get(HOST).and_then(|host| host.to_str().ok());
        let place = Place::of_uri(request.uri(), host, &self.home);
        if let Some(cookies) = self.header_for(&place) {
            add(request.headers_mut(), &cookies);
        }
        poll_fn(|context| service.poll_ready(context)).await?;
        let response = service.call(request).await?;
        self.receive_at(&place, &response);
        Ok(response)
    }
}

/// Adds cookies after those that the request has already, all in one header.
fn add(headers: &mut HeaderMap, cookies: &str) {
    let own = headers.get_all(COOKIE).into_iter().map(HeaderValue::as_bytes);
    let joined = own.chain([cookies.as_bytes()]).collect::<Vec<_>>().join(b"; ".as_slice());
    headers.insert(COOKIE, HeaderValue::from_bytes(&joined).expect("no control character is stored"));
}
