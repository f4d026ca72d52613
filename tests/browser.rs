//! The example `login` in a real browser, which is the judge of what a cookie may look like.
//!
//! ```text
//! cargo test -p tests --features browser --test browser
//! ```
//!
//! Needs `chromedriver` and Chromium (Debian: `apt install chromium-driver`) and fails without them. Screenshots of the
//! page are left in `screenshots` below the target directory, to be looked at.

use std::fs;
use std::io::{Read, Write};
use std::net::{Ipv4Addr, TcpStream};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use fantoccini::error::CmdError;
use fantoccini::{Client, ClientBuilder, Locator};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};

use server::Server;

mod server;

const COOKIE: &str = "__Host-login";
const INSTALL: &str =
    "needs `chromedriver` and Chromium of the same version, for example by `apt install chromium-driver`";

/// What the page is looked at with.
#[derive(Clone, Copy)]
struct Screen {
    width: u32,
    height: u32,
    phone: bool,
    dark: bool,
}

const DESKTOP: Screen = Screen { width: 1280, height: 1200, phone: false, dark: false };
const PHONE: Screen = Screen { width: 390, height: 1560, phone: true, dark: false };
const PHONE_AT_NIGHT: Screen = Screen { dark: true, ..PHONE };

/// The example and a browser that looks at it, both of which end with this.
struct Visit {
    client: Client,
    driver: Server,
    example: Server,
    profile: PathBuf,
    screen: Screen,
}

impl Visit {
    async fn begin(test: &str, screen: Screen) -> Self {
        let example = Server::example("login", None);
        let driver = Server::start(Command::new("chromedriver").arg("--port=0"), driver_port)
            .unwrap_or_else(|error| panic!("chromedriver does not start: {error}; this test {INSTALL}"));
        let profile = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{test}-{}", driver.port));
        let capabilities = capabilities(screen, &profile);
        let client = ClientBuilder::new(HttpConnector::new())
            .capabilities(capabilities.as_object().expect("it is written as an object").clone())
            .connect(&format!("http://127.0.0.1:{}", driver.port))
            .await
            .unwrap_or_else(|error| panic!("Chromium does not start: {error}; this test {INSTALL}"));
        Self { client, driver, example, profile, screen }
    }

    /// Opens the example's page by one of the names of this machine.
    async fn open(&self, host: &str) -> Result<(), CmdError> {
        self.client.goto(&format!("http://{host}:{}/", self.example.port)).await
    }

    /// Opens the page and signs in.
    async fn login(&self, host: &str, name: &str) -> Result<(), CmdError> {
        self.open(host).await?;
        self.client.find(Locator::Id("name")).await?.send_keys(name).await?;
        self.press(".sign-in button", "#who").await
    }

    /// Presses a button and waits for what is then on the page.
    async fn press(&self, button: &str, then: &str) -> Result<(), CmdError> {
        self.client.find(Locator::Css(button)).await?.click().await?;
        self.client.wait().for_element(Locator::Css(then)).await?;
        Ok(())
    }

    async fn text(&self, selector: &str) -> Result<String, CmdError> {
        self.client.find(Locator::Css(selector)).await?.text().await
    }

    async fn run(&self, script: &str) -> Result<Value, CmdError> {
        self.client.execute(script, Vec::new()).await
    }

    /// Leaves a picture for people, and checks what a program can see: nothing is wider than the screen.
    async fn picture(&self, name: &str) -> Result<(), CmdError> {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).with_file_name("screenshots");
        fs::create_dir_all(&folder).expect("the target directory can be written");
        fs::write(folder.join(name).with_extension("png"), self.client.screenshot().await?)
            .expect("the target directory can be written");
        let width = self.run("return document.documentElement.scrollWidth").await?;
        assert!(
            width.as_u64() <= Some(self.screen.width.into()),
            "{name} is {width} wide and scrolls sideways"
        );
        Ok(())
    }
}

impl Drop for Visit {
    /// Asks the driver to close its browser, which would outlive it otherwise.
    fn drop(&mut self) {
        if let Ok(mut stream) = TcpStream::connect((Ipv4Addr::LOCALHOST, self.driver.port)) {
            let _ = stream.set_read_timeout(Some(Duration::from_secs(10)));
            let _ = write!(stream, "GET /shutdown HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n");
            let _ = stream.read_to_end(&mut Vec::new());
        }
        let _ = fs::remove_dir_all(&self.profile);
    }
}

/// The port in `ChromeDriver was started successfully on port 40123.`
fn driver_port(line: &str) -> Option<u16> {
    line.strip_suffix('.')?.split_once("started successfully on port ")?.1.parse().ok()
}

/// A browser without a window, a past or a wish to talk to anyone but us.
fn capabilities(screen: Screen, profile: &Path) -> Value {
    let Screen { width, height, phone, dark } = screen;
    let mut arguments: Vec<String> = [
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--no-proxy-server",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
    ]
    .map(str::to_owned)
    .to_vec();
    arguments.push(format!("--user-data-dir={}", profile.display()));
    arguments.push(format!("--window-size={width},{height}"));
    arguments.push(format!("--blink-settings=preferredColorScheme={}", u8::from(!dark)));
    let mut options = json!({ "args": arguments });
    if phone {
        let metrics =
            json!({ "width": width, "height": height, "pixelRatio": 2.0, "mobile": true, "touch": true });
        options["mobileEmulation"] = json!({ "deviceMetrics": metrics });
    }
    json!({ "browserName": "chrome", "goog:chromeOptions": options })
}

type Outcome = Result<(), CmdError>;

#[tokio::test]
async fn the_cookie_is_kept_as_configured() -> Outcome {
    let visit = Visit::begin("kept", DESKTOP).await;
    visit.login("127.0.0.1", "Ada").await?;
    let cookie = visit.client.get_named_cookie(COOKIE).await?;
    assert_eq!((cookie.http_only(), cookie.secure()), (Some(true), Some(true)));
    assert_eq!(cookie.same_site().map(|rule| rule.to_string()).as_deref(), Some("Lax"));
    assert_eq!((cookie.path(), cookie.domain()), (Some("/"), Some("127.0.0.1")));
    assert_eq!(visit.text("#cookie").await?, format!("{COOKIE}={}", cookie.value()));
    Ok(())
}

#[tokio::test]
async fn scripts_do_not_see_the_cookie() -> Outcome {
    let visit = Visit::begin("unseen", DESKTOP).await;
    visit.login("127.0.0.1", "Ada").await?;
    assert_eq!(visit.run("return document.cookie").await?, "");
    Ok(())
}

#[tokio::test]
async fn a_host_below_does_not_get_the_cookie() -> Outcome {
    let visit = Visit::begin("below", DESKTOP).await;
    visit.login("localhost", "Ada").await?;
    visit.open("below.localhost").await?;
    assert_eq!(visit.text("h1").await?, "Who are you?");
    visit.open("localhost").await?;
    assert_eq!(visit.text("#who").await?, "Ada");
    Ok(())
}

#[tokio::test]
async fn a_login_survives_a_reload_and_ends_with_a_sign_out() -> Outcome {
    let visit = Visit::begin("reload", DESKTOP).await;
    visit.login("127.0.0.1", "Ada <b>").await?;
    assert!(visit.text(".notice").await?.starts_with("Welcome, Ada <b>."));
    visit.client.refresh().await?;
    assert_eq!(
        (visit.text("#who").await?, visit.text("#visits").await?),
        ("Ada <b>".to_owned(), "2".to_owned())
    );
    assert!(visit.client.find_all(Locator::Css(".notice")).await?.is_empty());

    visit.press(".quiet", "#name").await?;
    assert_eq!(visit.text("h1").await?, "Who are you?");
    assert!(visit.client.get_all_cookies().await?.is_empty());
    Ok(())
}

#[tokio::test]
async fn a_theme_persists() -> Outcome {
    let visit = Visit::begin("theme", DESKTOP).await;
    let background = "return getComputedStyle(document.body).backgroundColor";
    visit.open("127.0.0.1").await?;
    let by_day = visit.run(background).await?;
    visit.press(".theme [value=dark]", "[data-theme=dark]").await?;
    let by_night = visit.run(background).await?;
    assert_ne!(by_day, by_night);
    visit.client.refresh().await?;
    assert_eq!(visit.run(background).await?, by_night);
    visit.press(".theme [value=light]", "[data-theme=light]").await?;
    assert_eq!(visit.run(background).await?, by_day);
    Ok(())
}

#[tokio::test]
async fn pages_fit_their_screens() -> Outcome {
    for (name, screen) in [("phone-light", PHONE), ("phone-dark", PHONE_AT_NIGHT), ("desktop", DESKTOP)] {
        let visit = Visit::begin(name, screen).await;
        visit.open("127.0.0.1").await?;
        visit.picture(&format!("{name}-stranger")).await?;
        visit.login("127.0.0.1", "Ada Lovelace").await?;
        visit.picture(name).await?;
        visit.press(".quiet", "#name").await?;
        visit.login("127.0.0.1", &"W".repeat(60)).await?;
        visit.picture(&format!("{name}-long-name")).await?;
    }
    Ok(())
}
