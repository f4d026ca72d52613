//! How do sessions work without a framework, with hyper alone?
//!
//! ```text
//! cargo run --example hyper           # http://127.0.0.1:3000, or the port in `PORT`
//! cargo run --example hyper 8080      # another port; 0 takes any free one
//! ```
//!
//! With a `SessionManager`: `load` reads the session from the request, `save` writes it into the response.
//! Nothing is saved automatically here. If `save` fails, do not send that response.

use std::convert::Infallible;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use hyper::header::{CONTENT_TYPE, LOCATION};
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper::{Method, Request, Response, StatusCode};
use hyper_util::rt::TokioIo;
use iron_session::{Error, IronSession, SessionManager};
use shared::Outcome;

#[derive(IronSession)]
#[iron(cookie = "__Host-counter", max_age = "7d")]
struct SessionData {
    clicks: u32,
}

fn answer<B>(
    request: &Request<B>,
    sessions: &SessionManager<SessionData>,
) -> Result<Response<String>, Error> {
    let mut session = sessions.load(request);
    let mut response = match (request.method(), request.uri().path()) {
        (&Method::GET, "/") => page(&session),
        (&Method::POST, "/click") => {
            *session.clicks_mut() += 1;
            see_home()
        }
        (&Method::POST, "/forget") => {
            let mut response = see_home();
            session.destroy().save(&mut response)?;
            return Ok(response);
        }
        _ => empty(StatusCode::NOT_FOUND),
    };
    session.save(&mut response)?;
    Ok(response)
}

fn page(session: &SessionData) -> Response<String> {
    let main = format!(
        "<section class=card><h1>Clicks: <span id=clicks>{}</span></h1>
        <p class=lead>Counted in the cookie, and nowhere else. Reload, or stop the server and start it with the same secret: the
        count stays.</p>
        <div class=row><form method=post action=/click><button class=button id=click>Click</button></form>
        <form method=post action=/forget><button class='button quiet' id=forget>Forget</button></form></div>
        </section>",
        session.clicks()
    );
    let mut response = Response::new(shared::document("hyper", "auto", "", &main));
    response.headers_mut().insert(CONTENT_TYPE, "text/html; charset=utf-8".parse().expect("plain ASCII"));
    response
}

fn see_home() -> Response<String> {
    let mut response = empty(StatusCode::SEE_OTHER);
    response.headers_mut().insert(LOCATION, "/".parse().expect("plain ASCII"));
    response
}

fn empty(status: StatusCode) -> Response<String> {
    let mut response = Response::new(String::new());
    *response.status_mut() = status;
    response
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    shared::exit_code(run().await)
}

async fn run() -> Outcome {
    let sessions = Arc::new(SessionManager::<SessionData>::new(shared::keyring()?));
    let listener = shared::listen().await?;
    loop {
        let (stream, _) = tokio::select! {
            accepted = listener.accept() => match accepted {
                Ok(accepted) => accepted,
                // Such as too many open files. Wait, because such an error often goes away.
                Err(error) => {
                    eprintln!("a connection was not accepted: {error}");
                    tokio::time::sleep(Duration::from_secs(1)).await;
                    continue;
                }
            },
            () = shared::interrupted() => return Ok(()),
        };
        let sessions = Arc::clone(&sessions);
        let service = service_fn(move |request| {
            let response = answer(&request, &sessions).unwrap_or_else(|error| {
                eprintln!("session not saved: {error}");
                empty(StatusCode::INTERNAL_SERVER_ERROR)
            });
            async { Ok::<_, Infallible>(response) }
        });
        tokio::spawn(http1::Builder::new().serve_connection(TokioIo::new(stream), service));
    }
}
