//! A visitor of the router that Loco builds, with the cookies of a browser.

use std::error::Error;
use std::path::Path;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Request, Response, StatusCode};
use iron_session::testing::Jar;
use loco_rs::app::Hooks;
use loco_rs::boot::StartMode;
use loco_rs::config::Config;
use loco_rs::environment::Environment;

use crate::app::App;

type TestResult = Result<(), Box<dyn Error>>;

/// The configuration of `config/test.yaml`.
fn config() -> loco_rs::Result<Config> {
    config_of(&Environment::Test)
}

fn config_of(environment: &Environment) -> loco_rs::Result<Config> {
    Config::from_folder(environment, &Path::new(env!("CARGO_MANIFEST_DIR")).join("config"))
}

/// The application as Loco boots it, without a port.
async fn site(config: Config) -> Result<Router, Box<dyn Error>> {
    let boot = App::boot(StartMode::ServerOnly, &Environment::Test, config).await?;
    Ok(boot.router.ok_or("a router")?)
}

fn form(path: &str, fields: impl Into<Body>) -> Result<Request<Body>, axum::http::Error> {
    let form = Request::post(path).header("content-type", "application/x-www-form-urlencoded");
    form.header("sec-fetch-site", "same-origin").body(fields.into())
}

async fn home(browser: &mut Jar, site: &mut Router) -> Result<String, Box<dyn Error>> {
    page(browser.call(site, Request::get("/").body(Body::empty())?).await?).await
}

async fn page(response: Response<Body>) -> Result<String, Box<dyn Error>> {
    assert_eq!(response.status(), StatusCode::OK);
    Ok(String::from_utf8(to_bytes(response.into_body(), 1 << 20).await?.into())?)
}

#[tokio::test]
async fn a_visit_from_login_to_logout() -> TestResult {
    let (mut site, mut ada) = (site(config()?).await?, Jar::new());
    assert!(home(&mut ada, &mut site).await?.contains("Nobody is signed in"));

    let response = ada.call(&mut site, form("/sign-in", "name=Ada+%3Cb%3E")?).await?;
    assert_eq!(response.status(), StatusCode::SEE_OTHER);
    assert!(home(&mut ada, &mut site).await?.contains("Ada &lt;b&gt;"));

    ada.call(&mut site, form("/sign-out", "")?).await?;
    assert!(ada.header("/").is_none());
    assert!(home(&mut ada, &mut site).await?.contains("Nobody is signed in"));
    Ok(())
}

#[tokio::test]
async fn a_cookie_that_was_changed_is_a_stranger() -> TestResult {
    let (mut site, mut ada) = (site(config()?).await?, Jar::new());
    ada.call(&mut site, form("/sign-in", "name=Ada")?).await?;
    let seal = &mut ada.get_mut("__Host-loco").ok_or("a session")?.value;
    let middle = seal.len() / 2;
    let other = if seal[middle..].starts_with('A') { "B" } else { "A" };
    seal.replace_range(middle..=middle, other);
    assert!(home(&mut ada, &mut site).await?.contains("Nobody is signed in"));
    Ok(())
}

#[tokio::test]
async fn a_name_that_is_blank_or_too_long_is_refused_and_leaves_no_cookie() -> TestResult {
    let (mut site, mut ada) = (site(config()?).await?, Jar::new());
    for name in ["+".to_owned(), "a".repeat(61)] {
        let response = ada.call(&mut site, form("/sign-in", format!("name={name}"))?).await?;
        assert_eq!(response.status(), StatusCode::BAD_REQUEST, "{name}");
    }
    assert!(ada.header("/").is_none());
    Ok(())
}

#[tokio::test]
async fn a_form_of_another_site_is_refused() -> TestResult {
    let mut request = form("/sign-in", "name=Ada")?;
    request.headers_mut().insert("sec-fetch-site", "cross-site".parse()?);
    let response = Jar::new().call(&mut site(config()?).await?, request).await?;
    assert_eq!(response.status(), StatusCode::FORBIDDEN);
    Ok(())
}

#[tokio::test]
async fn without_a_usable_secret_it_does_not_start() -> TestResult {
    let mut config = config()?;
    for settings in [r"{}", r#"{"session_secret": "short"}"#] {
        config.settings = Some(serde_json::from_str(settings)?);
        let error = site(config.clone()).await.expect_err("a secret is missing or weak");
        assert!(error.to_string().contains("secret"), "{error}");
    }
    Ok(())
}

#[test]
#[ignore = "the test below runs it, with the variable that the configuration reads"]
fn development() -> TestResult {
    let settings = config_of(&Environment::Development)?.settings.ok_or("settings")?;
    assert_eq!(settings["session_secret"], "a secret of the environment");
    Ok(())
}

#[test]
fn the_configuration_of_development_has_the_secret_of_the_environment() -> TestResult {
    let tests = std::env::current_exe()?;
    let mut command = std::process::Command::new(tests);
    command.args(["--exact", "tests::development", "--ignored"]);
    let output = command.env("IRON_SESSION_PASSWORD", "a secret of the environment").output()?;
    let told = String::from_utf8_lossy(&output.stdout);
    assert!(told.contains("test result: ok. 1 passed"), "{told}");
    Ok(())
}
