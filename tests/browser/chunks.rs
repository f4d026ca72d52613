//! A session in three cookies.

use http::{Request, Response};
use iron_session::{IronSession, Keyring, SessionManager};

use super::chromium::DESKTOP;
use super::serving::serve;
use super::visit::{Outcome, Visit};

#[derive(IronSession)]
#[iron(cookie = "__Host-notes", max_age = "1h", chunks = 3)]
struct Notes {
    text: String,
}

/// A page at `/7000` keeps that many bytes, `/logout` ends the session, and `/` shows what there is.
fn page(sessions: &SessionManager<Notes>, request: &Request<()>) -> Response<String> {
    let (mut session, mut response) = (sessions.load(request), Response::new(String::new()));
    match request.uri().path() {
        "/logout" => {
            session.destroy().save(&mut response).expect("a removal is always written");
            return response;
        }
        path => {
            if let Ok(bytes) = path[1..].parse() {
                session.set_text("n".repeat(bytes));
            }
        }
    }
    session.save(&mut response).expect("it fits into three cookies");
    *response.body_mut() =
        format!("<p>{} bytes in {} cookies</p>", session.text().len(), session.meta().chunks());
    response
}

#[tokio::test]
async fn a_browser_keeps_three_chunks_and_loses_all_at_a_logout() -> Outcome {
    let visit = Visit::without_an_example(DESKTOP).await;
    let sessions = SessionManager::new(Keyring::generate().expect("random bytes"));
    let port = serve(move |request| page(&sessions, request));
    let open = async |path: &str| visit.client.goto(&format!("http://localhost:{port}/{path}")).await;
    for (bytes, cookies) in [(7000, 3), (4000, 2), (8000, 3), (100, 1), (7000, 3)] {
        open(&bytes.to_string()).await?;
        open("").await?;
        assert_eq!(visit.text("p").await?, format!("{bytes} bytes in {cookies} cookies"));
        let held = visit.client.get_all_cookies().await?;
        assert_eq!(held.len(), cookies, "{bytes}");
        assert!(held.iter().all(|cookie| cookie.name().starts_with("__Host-notes")));
    }
    open("logout").await?;
    assert!(visit.client.get_all_cookies().await?.is_empty());
    open("").await?;
    assert_eq!(visit.text("p").await?, "0 bytes in 0 cookies");
    Ok(())
}
