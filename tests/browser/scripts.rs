//! A script of another origin asks for a page that is for those who are signed in.

use fantoccini::Locator;
use http::{Request, Response};
use iron_session::{Denied, IronSession, Keyring, Login, RequestHead, SessionManager, SignedIn, return_path};

use super::chromium::DESKTOP;
use super::serving::serve;
use super::visit::{Outcome, Visit};

#[derive(IronSession)]
#[iron(cookie = "api")]
struct Account {
    user: Option<String>,
}

impl Login for Account {
    const PAGE: Option<&str> = Some("/login");

    fn is_signed_in(&self) -> bool {
        self.user.is_some()
    }
}

/// The page of `localhost` with a script that asks `127.0.0.1`, which allows it by CORS. Its login page does
/// not. Returns the port.
fn sites() -> u16 {
    let sessions = SessionManager::<Account>::new(Keyring::generate().expect("random bytes"));
    serve(move |request| {
        let host = request.headers()["host"].to_str().unwrap_or_default();
        match (host.strip_prefix("localhost"), request.uri().path()) {
            (Some(port), _) => page(port),
            (None, "/login") => {
                let path = return_path(request.uri().query()).unwrap_or_default();
                Response::new(format!("<p>login</p><a href='{path}'>back</a>"))
            }
            (None, _) => orders(&sessions, request, host),
        }
    })
}

fn page(port: &str) -> Response<String> {
    Response::new(format!(
        "<script>
        const show = text => document.body.innerHTML = `<p>${{text}}</p>`;
        fetch('http://127.0.0.1{port}/orders').then(answer => show(answer.status), error => show(error.message));
        </script>"
    ))
}

fn orders(sessions: &SessionManager<Account>, request: &Request<()>, host: &str) -> Response<String> {
    let mut response = Response::new("<p>orders</p>".to_owned());
    let origin = format!("http://localhost{}", host.strip_prefix("127.0.0.1").unwrap_or_default());
    response.headers_mut().insert("access-control-allow-origin", origin.parse().expect("an origin"));
    let admitted =
        SignedIn::admit(sessions.load(request)).map_err(|denied| denied.answering(&request.asked()));
    if let Err(Denied::NotSignedIn(answer)) = admitted {
        *response.status_mut() = answer.status();
        if let Some((name, value)) = answer.header() {
            response.headers_mut().insert(name, value.parse().expect("visible ASCII"));
        }
    }
    response
}

#[tokio::test]
async fn a_script_sees_a_401_and_a_visitor_the_login() -> Outcome {
    let visit = Visit::without_an_example(DESKTOP).await;
    let port = sites();
    visit.client.goto(&format!("http://localhost:{port}/")).await?;
    visit.see("p").await?;
    assert_eq!(visit.text("p").await?, "401", "and not that the fetch has failed");

    visit.client.goto(&format!("http://127.0.0.1:{port}/orders?year=2026")).await?;
    assert_eq!(visit.text("p").await?, "login");
    let back = visit.client.find(Locator::Css("a")).await?.attr("href").await?;
    assert_eq!(back.as_deref(), Some("/orders?year=2026"));
    Ok(())
}
