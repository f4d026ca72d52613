//! Where the tower layer may stand among other layers, and what its body passes on.

use std::convert::Infallible;
use std::pin::Pin;
use std::task::{Context, Poll};

use axum::Router;
use axum::body::{Body, Bytes, HttpBody, to_bytes};
use axum::response::IntoResponse;
use axum::routing::get;
use http::{HeaderMap, Request, Response, StatusCode};
use iron_session::Session;
use iron_session::tower::{RequestSession, SessionBody, SessionLayer};
use tower::{Layer, Service, ServiceBuilder, ServiceExt, service_fn};

use crate::common::{NOW, TestResult, Visit, sessions_at};

fn sessions() -> SessionLayer<Visit> {
    sessions_at(NOW).into()
}

async fn count(mut session: Session<Visit>) -> &'static str {
    session.set_user_id(8);
    "counted"
}

fn router() -> Router {
    Router::new().route("/", get(count))
}

async fn assert_counted(router: Router) -> TestResult {
    let response = router.oneshot(Request::new(Body::empty())).await?;
    assert_eq!(response.headers().get_all("set-cookie").iter().count(), 1);
    assert_eq!(to_bytes(response.into_body(), 100).await?, "counted");
    Ok(())
}

/// A body that only passes on, without `Default`, as the layers make that trace, compress or limit responses.
struct Traced<B>(Pin<Box<B>>);

impl<B: HttpBody> HttpBody for Traced<B> {
    type Data = B::Data;
    type Error = B::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<http_body::Frame<B::Data>, B::Error>>> {
        self.0.as_mut().poll_frame(cx)
    }
}

/// Changes the type of the body. The service inside may have a body of any type.
#[derive(Clone)]
struct Trace<S>(S);

impl<S, B, R> Service<Request<B>> for Trace<S>
where
    S: Service<Request<B>, Response = Response<R>, Future: Send + 'static>,
{
    type Response = Response<Traced<R>>;
    type Error = S::Error;
    type Future = Pin<Box<dyn Future<Output = Result<Self::Response, S::Error>> + Send>>;

    fn poll_ready(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), S::Error>> {
        self.0.poll_ready(cx)
    }

    fn call(&mut self, request: Request<B>) -> Self::Future {
        let answer = self.0.call(request);
        Box::pin(async { Ok(answer.await?.map(|body| Traced(Box::pin(body)))) })
    }
}

#[derive(Clone)]
struct TraceLayer;

impl<S> Layer<S> for TraceLayer {
    type Service = Trace<S>;

    fn layer(&self, inner: S) -> Trace<S> {
        Trace(inner)
    }
}

/// Needs an empty body of the service inside, as the layers for timeouts and CORS do.
#[derive(Clone)]
struct Deny<S>(S);

impl<S, B, R: Default + 'static> Service<Request<B>> for Deny<S>
where
    S: Service<Request<B>, Response = Response<R>, Future: Send + 'static>,
    S::Error: Send + 'static,
    R: Send,
{
    type Response = Response<R>;
    type Error = S::Error;
    type Future = Pin<Box<dyn Future<Output = Result<Self::Response, S::Error>> + Send>>;

    fn poll_ready(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), S::Error>> {
        self.0.poll_ready(cx)
    }

    fn call(&mut self, request: Request<B>) -> Self::Future {
        if request.headers().contains_key("x-deny") {
            return Box::pin(async { Ok(Response::new(R::default())) });
        }
        Box::pin(self.0.call(request))
    }
}

#[derive(Clone)]
struct DenyLayer;

impl<S> Layer<S> for DenyLayer {
    type Service = Deny<S>;

    fn layer(&self, inner: S) -> Deny<S> {
        Deny(inner)
    }
}

#[tokio::test]
async fn the_layer_stands_in_any_order_with_layers_that_change_the_body() -> TestResult {
    assert_counted(router().layer(ServiceBuilder::new().layer(sessions()).layer(TraceLayer))).await?;
    assert_counted(router().layer(ServiceBuilder::new().layer(TraceLayer).layer(sessions()))).await?;
    let both = ServiceBuilder::new().layer(TraceLayer).layer(sessions()).layer(TraceLayer);
    assert_counted(router().layer(both)).await?;
    let both = ServiceBuilder::new().layer(TraceLayer).layer(sessions());
    assert_counted(Router::new().route("/", get(count).layer(both))).await?;
    assert_counted(router().route_layer(sessions()).layer(TraceLayer)).await
}

#[tokio::test]
async fn the_layer_stands_in_any_order_with_layers_that_make_empty_bodies() -> TestResult {
    assert_counted(router().layer(ServiceBuilder::new().layer(sessions()).layer(DenyLayer))).await?;
    assert_counted(router().layer(ServiceBuilder::new().layer(DenyLayer).layer(sessions()))).await?;
    assert_counted(router().layer(ServiceBuilder::new().layer(sessions()).layer(sessions()))).await
}

#[tokio::test]
async fn a_layer_around_a_whole_router_serves_after_its_body_is_mapped() -> TestResult {
    assert_counted(Router::new().fallback_service(sessions().layer(router()))).await?;
    let mapped = |response: Response<SessionBody<Body>>| response.map(Body::new);
    let around = ServiceBuilder::new().map_response(mapped).layer(sessions()).service(router());
    let response = ServiceExt::<Request<Body>>::oneshot(around, Request::new(Body::empty())).await?;
    assert_eq!(to_bytes(response.into_body(), 100).await?, "counted");
    Ok(())
}

/// A body with trailers.
struct Trailing(u8);

impl HttpBody for Trailing {
    type Data = Bytes;
    type Error = Infallible;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
    ) -> Poll<Option<Result<http_body::Frame<Bytes>, Infallible>>> {
        self.0 += 1;
        Poll::Ready(match self.0 {
            1 => Some(Ok(http_body::Frame::data(Bytes::from_static(b"data")))),
            2 => Some(Ok(http_body::Frame::trailers(HeaderMap::new()))),
            _ => None,
        })
    }

    fn is_end_stream(&self) -> bool {
        self.0 >= 2
    }

    fn size_hint(&self) -> http_body::SizeHint {
        http_body::SizeHint::with_exact(4)
    }
}

#[test]
fn the_body_passes_on_frames_trailers_the_end_and_the_length() {
    let mut body = Box::pin(SessionBody::from(Trailing(0)));
    assert_eq!((body.size_hint().exact(), body.is_end_stream()), (Some(4), false));
    let cx = &mut Context::from_waker(std::task::Waker::noop());
    assert!(matches!(body.as_mut().poll_frame(cx), Poll::Ready(Some(Ok(frame))) if frame.is_data()));
    assert!(matches!(body.as_mut().poll_frame(cx), Poll::Ready(Some(Ok(frame))) if frame.is_trailers()));
    assert!(body.is_end_stream() && matches!(body.as_mut().poll_frame(cx), Poll::Ready(None)));
}

#[tokio::test]
async fn a_500_of_the_layer_has_a_body_of_the_same_type() -> TestResult {
    let handler = service_fn(|request: Request<Body>| async move {
        request.session::<Visit>().expect("below the layer").set_note("x".repeat(5000));
        Ok::<_, Infallible>("never sent".into_response())
    });
    let response = sessions().layer(handler).oneshot(Request::new(Body::empty())).await?;
    assert_eq!(response.status(), StatusCode::INTERNAL_SERVER_ERROR);
    assert!(!to_bytes(Body::new(response.into_body()), 10_000).await?.starts_with(b"never"));
    Ok(())
}
