//! [`Visit`]: one of the examples, and a browser that shows it.

use std::fs;
use std::io::{Read, Write};
use std::net::{Ipv4Addr, TcpStream};
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::time::Duration;

use fantoccini::error::CmdError;
use fantoccini::{Client, Locator};
use serde_json::Value;

use super::chromium::{self, Screen};
use crate::server::Server;

/// The result of a test, or of one of its steps.
pub(super) type Outcome = Result<(), CmdError>;

/// An example and a browser that shows it. Both end when this is dropped, the example when no other browser
/// shows it.
pub(super) struct Visit {
    pub(super) client: Client,
    driver: Server,
    example: Option<Rc<Server>>,
    profile: PathBuf,
    screen: Screen,
}

impl Visit {
    pub(super) async fn begin(example: &str, screen: Screen) -> Self {
        Self::of(Some(Rc::new(Server::example(example, None))), screen).await
    }

    /// A browser for a test with a server of its own.
    pub(super) async fn without_an_example(screen: Screen) -> Self {
        Self::of(None, screen).await
    }

    /// The same example in a browser of its own, which shares no cookies with this one.
    pub(super) async fn beside(&self, screen: Screen) -> Self {
        Self::of(self.example.clone(), screen).await
    }

    async fn of(example: Option<Rc<Server>>, screen: Screen) -> Self {
        let driver = chromium::driver();
        let profile = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("profile-{}", driver.port));
        let client = chromium::browser(&driver, screen, &profile).await;
        Self { client, driver, example, profile, screen }
    }

    /// Continues with another example.
    pub(super) fn turn_to(&mut self, example: &str) {
        self.example = Some(Rc::new(Server::example(example, None)));
    }

    /// Closes the browser as a user does, so that it stores what it has to keep. Then starts it again.
    pub(super) async fn restart_browser(&mut self) -> Outcome {
        self.client.clone().close().await?;
        self.client = chromium::browser(&self.driver, self.screen, &self.profile).await;
        Ok(())
    }

    /// Opens the page of the example under one of the names of this machine.
    pub(super) async fn open(&self, host: &str) -> Outcome {
        self.open_path(host, "/").await
    }

    pub(super) async fn open_path(&self, host: &str, path: &str) -> Outcome {
        let port = self.example.as_ref().expect("the visit began with an example").port;
        self.client.goto(&format!("http://{host}:{port}{path}")).await
    }

    /// Opens another tab. All further steps happen there.
    pub(super) async fn open_tab(&self) -> Outcome {
        let tab = self.client.new_window(true).await?;
        self.client.switch_to_window(tab.handle).await
    }

    /// Opens the page and signs in.
    pub(super) async fn login(&self, host: &str, name: &str) -> Outcome {
        self.open(host).await?;
        self.login_here(name).await?;
        self.see("#who").await
    }

    /// Signs in on the open page, and follows the redirect.
    pub(super) async fn login_here(&self, name: &str) -> Outcome {
        self.write("#name", name).await?;
        self.press("[for=name] ~ button", "body:not(:has(#name))").await
    }

    /// Writes into a field.
    pub(super) async fn write(&self, field: &str, text: &str) -> Outcome {
        self.client.find(Locator::Css(field)).await?.send_keys(text).await
    }

    /// Waits until the page has such an element.
    pub(super) async fn see(&self, selector: &str) -> Outcome {
        self.client.wait().for_element(Locator::Css(selector)).await?;
        Ok(())
    }

    pub(super) async fn sees(&self, selector: &str) -> Result<bool, CmdError> {
        Ok(!self.client.find_all(Locator::Css(selector)).await?.is_empty())
    }

    /// Presses a button, and waits for an element of what comes then.
    ///
    /// The page with the button may have such an element already. Then it is marked, and that of the next
    /// page counts.
    pub(super) async fn press(&self, button: &str, then: &str) -> Outcome {
        let is_there = self.sees(then).await?;
        if is_there {
            self.run("document.documentElement.dataset.pressed = ''").await?;
        }
        self.client.find(Locator::Css(button)).await?.click().await?;
        if is_there {
            self.see(&format!("html:not([data-pressed]) :is({then})")).await
        } else {
            self.see(then).await
        }
    }

    pub(super) async fn text(&self, selector: &str) -> Result<String, CmdError> {
        self.client.find(Locator::Css(selector)).await?.text().await
    }

    pub(super) async fn run(&self, script: &str) -> Result<Value, CmdError> {
        self.client.execute(script, Vec::new()).await
    }

    /// Writes a picture for people. Checks what a program can see: nothing is wider than the screen.
    pub(super) async fn picture(&self, name: &str) -> Outcome {
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
    /// Asks the driver to close its browser, which would otherwise keep running without the driver.
    fn drop(&mut self) {
        if let Ok(mut stream) = TcpStream::connect((Ipv4Addr::LOCALHOST, self.driver.port)) {
            let _ = stream.set_read_timeout(Some(Duration::from_secs(10)));
            let _ = write!(stream, "GET /shutdown HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n");
            let _ = stream.read_to_end(&mut Vec::new());
        }
        let _ = fs::remove_dir_all(&self.profile);
    }
}
