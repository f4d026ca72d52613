//! Chromium and its driver: how they start, and which screen they show.

use std::path::Path;
use std::process::Command;

use fantoccini::{Client, ClientBuilder};
use hyper_util::client::legacy::connect::HttpConnector;
use serde_json::{Value, json};

use crate::server::Server;

const INSTALL: &str =
    "needs `chromedriver` and Chromium of the same version, for example by `apt install chromium-driver`";

/// The screen on which a page is shown.
#[derive(Clone, Copy)]
pub(super) struct Screen {
    pub(super) width: u32,
    height: u32,
    phone: bool,
    dark: bool,
}

pub(super) const DESKTOP: Screen = Screen { width: 1280, height: 1200, phone: false, dark: false };
pub(super) const PHONE: Screen = Screen { width: 390, height: 1560, phone: true, dark: false };
pub(super) const PHONE_AT_NIGHT: Screen = Screen { dark: true, ..PHONE };

/// Starts a driver on a free port.
pub(super) fn driver() -> Server {
    Server::start(Command::new("chromedriver").arg("--port=0"), driver_port)
        .unwrap_or_else(|error| panic!("chromedriver does not start: {error}; this test {INSTALL}"))
}

/// Starts a browser that stores its files in the folder `profile`.
pub(super) async fn browser(driver: &Server, screen: Screen, profile: &Path) -> Client {
    let capabilities = capabilities(screen, profile);
    ClientBuilder::new(HttpConnector::new())
        .capabilities(capabilities.as_object().expect("an object").clone())
        .connect(&format!("http://127.0.0.1:{}", driver.port))
        .await
        .unwrap_or_else(|error| panic!("Chromium does not start: {error}; this test {INSTALL}"))
}

/// The port in `ChromeDriver was started successfully on port 40123.`
fn driver_port(line: &str) -> Option<u16> {
    line.strip_suffix('.')?.split_once("started successfully on port ")?.1.parse().ok()
}

/// A browser without a window or a history, and without requests of its own to other servers. All names lead
/// to this machine.
fn capabilities(screen: Screen, profile: &Path) -> Value {
    let Screen { width, height, phone, dark } = screen;
    let mut arguments: Vec<String> = [
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--no-proxy-server",
        "--host-resolver-rules=MAP * 127.0.0.1",
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
