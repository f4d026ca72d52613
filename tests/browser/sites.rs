//! Two sites, `localhost` and `127.0.0.1`: what a page of one may do to the session of the other.

use fantoccini::Locator;
use fantoccini::error::CmdError;
use http::{Method, Request, Response, StatusCode};
use iron_session::{Error, IronSession, Keyring, SameSite, Session, SessionManager};

use super::chromium::DESKTOP;
use super::serving::serve;
use super::visit::{Outcome, Visit};

#[derive(IronSession)]
#[iron(cookie = "account", max_age = "1h")]
struct Account {
    user: Option<String>,
    pages: u32,
    /// What a sign-in by another site has to bring back.
    oauth_state: Option<String>,
}

/// The sessions of `localhost`.
#[derive(Clone)]
struct Site(SessionManager<Account>);

impl Site {
    fn new(same_site: SameSite) -> Self {
        let sessions = SessionManager::new(Keyring::generate().expect("random bytes"));
        Self(sessions.configure(|config| config.same_site(same_site)).expect("sound"))
    }

    /// Answers requests until the test process ends. Returns the port.
    fn serve(self) -> u16 {
        serve(move |request| {
            let host = request.headers()["host"].to_str().unwrap_or_default();
            match host.strip_prefix("127.0.0.1") {
                Some(port) => other_site(request, port),
                None => self.page(request, host),
            }
        })
    }

    fn page(&self, request: &Request<()>, host: &str) -> Response<String> {
        let mut session = self.0.load(request);
        let state = request.uri().query().unwrap_or_default();
        match (request.method(), request.uri().path()) {
            (_, "/login") => sign_in(&mut session, "ada"),
            (_, "/logout") => {
                let mut response = Response::new("<p>bye</p>".to_owned());
                session.destroy().save(&mut response).expect("a removal is always written");
                return response;
            }
            (&Method::POST, "/signed-in-elsewhere") => sign_in(&mut session, "bob"),
            (_, "/begin") => session.set_oauth_state("secret"),
            // A strict cookie may be held back here. A page of this site asks for the next one with it.
            (_, "/callback") => {
                return Response::new(format!("<meta http-equiv=refresh content='0;url=/finish?{state}'>"));
            }
            (_, "/finish") if session.oauth_state() == Some(state) => sign_in(&mut session, "carol"),
            (_, "/favicon.ico") => return Response::new(String::new()),
            _ => session.pages += 1,
        }
        let mut response = Response::new(String::new());
        let port = host.strip_prefix("localhost").unwrap_or_default();
        *response.body_mut() = match session.save(&mut response) {
            Ok(()) => format!(
                "<p>user {}</p><a href='http://127.0.0.1{port}/authorize'>sign in elsewhere</a>",
                session.user().unwrap_or("nobody")
            ),
            Err(Error::Withheld { .. }) => "<p>withheld</p>".to_owned(),
            Err(error) => format!("<p>{error}</p>"),
        };
        response
    }
}

fn sign_in(session: &mut Session<Account>, user: &str) {
    session.renew();
    session.set_user(user);
}

/// A page with a link and a form to the path of `localhost` that the query names, or a provider of sign-ins.
fn other_site(request: &Request<()>, port: &str) -> Response<String> {
    let target = format!("http://localhost{port}{}", request.uri().query().unwrap_or_default());
    if request.uri().path() == "/authorize" {
        let mut response = Response::new(String::new());
        *response.status_mut() = StatusCode::SEE_OTHER;
        let callback = format!("http://localhost{port}/callback?secret");
        response.headers_mut().insert("location", callback.parse().expect("a valid address"));
        return response;
    }
    Response::new(format!(
        "<a href='{target}'>link</a><form method=post action='{target}'><button>send</button></form>"
    ))
}

/// A browser, and the site on this port.
struct Two {
    visit: Visit,
    port: u16,
}

impl Two {
    async fn begin(same_site: SameSite) -> Self {
        Self { visit: Visit::without_an_example(DESKTOP).await, port: Site::new(same_site).serve() }
    }

    /// What the site's own page shows if the visitor opens it.
    async fn open(&self, path: &str) -> Result<String, CmdError> {
        self.visit.client.goto(&format!("http://localhost:{}{path}", self.port)).await?;
        self.visit.text("p").await
    }

    /// What the site's own page shows if the visitor comes to it by the other site's `link` or `button`.
    async fn come(&self, by: &str, path: &str) -> Result<String, CmdError> {
        self.visit.client.goto(&format!("http://127.0.0.1:{}/?{path}", self.port)).await?;
        self.visit.client.find(Locator::Css(by)).await?.click().await?;
        self.visit.see("p").await?;
        self.visit.text("p").await
    }
}

#[tokio::test]
async fn a_form_of_another_site_signs_nobody_out() -> Outcome {
    for same_site in [SameSite::Lax, SameSite::Strict] {
        let two = Two::begin(same_site).await;
        assert_eq!(two.open("/login").await?, "user ada");
        assert_eq!(two.come("button", "/").await?, "withheld");
        assert_eq!(two.open("/").await?, "user ada");
        assert_eq!(two.come("button", "/signed-in-elsewhere").await?, "user bob", "a login is written");
        assert_eq!(two.open("/").await?, "user bob");
    }
    Ok(())
}

#[tokio::test]
async fn a_link_of_another_site_signs_nobody_out() -> Outcome {
    let two = Two::begin(SameSite::Strict).await;
    assert_eq!(two.open("/login").await?, "user ada");
    assert_eq!(two.come("a", "/").await?, "withheld");
    assert_eq!(two.open("/").await?, "user ada");
    two.open("/logout").await?;
    assert_eq!(two.come("a", "/").await?, "user nobody", "the marker was removed with the session");

    let two = Two::begin(SameSite::Lax).await;
    assert_eq!(two.open("/login").await?, "user ada");
    assert_eq!(two.come("a", "/").await?, "user ada", "the cookie came");
    Ok(())
}

#[tokio::test]
async fn a_first_visit_by_a_link_of_another_site_keeps_its_state_and_signs_in() -> Outcome {
    for same_site in [SameSite::Lax, SameSite::Strict] {
        let two = Two::begin(same_site).await;
        assert_eq!(two.come("a", "/begin").await?, "user nobody");
        two.visit.client.find(Locator::Css("a")).await?.click().await?;
        two.visit
            .client
            .wait()
            .for_url(&format!("http://localhost:{}/finish?secret", two.port).parse()?)
            .await?;
        assert_eq!(two.visit.text("p").await?, "user carol", "{same_site:?}");
        assert_eq!(two.open("/").await?, "user carol");
    }
    Ok(())
}
