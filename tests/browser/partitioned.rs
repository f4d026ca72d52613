//! A page of one site that shows a page of another site, whose cookie is partitioned.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use fantoccini::Locator;
use http::{Request, Response};
use iron_session::{IronSession, Keyring, SessionManager};

use super::chromium::DESKTOP;
use super::serving::serve;
use super::visit::{Outcome, Visit};

#[derive(IronSession)]
#[iron(cookie = "embedded", max_age = "1h", same_site = "none", partitioned)]
struct Embedded {
    user: String,
}

/// A site before and after a deploy that drops `partitioned`.
#[derive(Clone)]
struct Site {
    before: SessionManager<Embedded>,
    after: SessionManager<Embedded>,
    is_deployed: Arc<AtomicBool>,
}

impl Site {
    fn new() -> Self {
        let before = SessionManager::new(Keyring::generate().expect("random bytes"));
        let after = before.clone().configure(|config| config.partitioned(false)).expect("sound");
        Self { before, after, is_deployed: Arc::default() }
    }

    /// Answers requests until the test process ends. Returns the port.
    fn serve(&self) -> u16 {
        let site = self.clone();
        serve(move |request| {
            let target = request.uri().path();
            match (target.strip_prefix("/around"), request.headers()["host"].to_str()) {
                (Some(page), Ok(host)) => {
                    let page = format!("http://{}{page}", host.replace("127.0.0.1", "localhost"));
                    Response::new(format!("<iframe src=\"{page}\"></iframe>"))
                }
                _ => site.page(target, request),
            }
        })
    }

    fn page(&self, target: &str, request: &Request<()>) -> Response<String> {
        let is_deployed = self.is_deployed.load(Ordering::SeqCst);
        let mut session = if is_deployed { &self.after } else { &self.before }.load(request);
        let mut response = Response::new(String::new());
        match target {
            "/login" => session.set_user("Ada"),
            "/logout" => {
                session.destroy().save(&mut response).expect("a removal is always written");
                response.body_mut().push_str("<p>bye</p>");
                return response;
            }
            _ => {}
        }
        session.save(&mut response).expect("a small session");
        *response.body_mut() = format!("<p>user {}</p>", session.user());
        response
    }
}

/// What a page of the site shows when a page of another site embeds it.
async fn embedded(visit: &Visit, port: u16, page: &str) -> Result<String, fantoccini::error::CmdError> {
    visit.client.goto(&format!("http://127.0.0.1:{port}/around{page}")).await?;
    visit.client.find(Locator::Css("iframe")).await?.enter_frame().await?;
    visit.text("p").await
}

#[tokio::test]
async fn a_partitioned_cookie_in_an_iframe_is_removed_after_a_deploy_that_drops_partitioned() -> Outcome {
    let visit = Visit::without_an_example(DESKTOP).await;
    let site = Site::new();
    let port = site.serve();
    embedded(&visit, port, "/login").await?;
    assert_eq!(embedded(&visit, port, "/").await?, "user Ada");
    visit.client.goto(&format!("http://localhost:{port}/")).await?;
    assert_eq!(visit.text("p").await?, "user", "the cookie belongs to the other site's pages alone");

    site.is_deployed.store(true, Ordering::SeqCst);
    assert_eq!(embedded(&visit, port, "/").await?, "user Ada", "the old cookie still counts");
    embedded(&visit, port, "/logout").await?;
    assert_eq!(embedded(&visit, port, "/").await?, "user");
    Ok(())
}
