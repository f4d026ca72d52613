//! Secrets as programs that deploy others pass them on: Docker, Kubernetes, systemd and `.env` files, by the
//! exact bytes.

use std::fs;
use std::path::{Path, PathBuf};

use crate::attacks::keys::{STRONG, keyring_in};
use crate::common::{TestResult, keys};

const KEY: &str = "key:ASNFZ4mrze8wMTIzNDU2Nzg5YWJjZGVmZ2hpamtsbW4=";

/// A folder that is removed at the end.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Result<Self, std::io::Error> {
        let folder = std::env::temp_dir().join(format!("iron-session-{}-{name}", std::process::id()));
        fs::create_dir_all(&folder)?;
        Ok(Self(folder))
    }

    fn file(&self, name: &str, content: impl AsRef<[u8]>) -> Result<String, std::io::Error> {
        fs::write(self.0.join(name), content)?;
        Ok(shown(&self.0.join(name)))
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn shown(path: &Path) -> String {
    path.display().to_string()
}

/// The keyring of the raw key, as the other process reports it.
fn of_key() -> String {
    format!("keyring: {:?}", keys())
}

fn of_password() -> String {
    keyring_in(&[("APP_SECRET", STRONG)])
}

/// What `docker run --env-file` makes of a file: the text after the first `=` of each line, as it is.
fn by_docker(file: &str) -> String {
    let lines = file.trim_start_matches('\u{feff}').lines().map(|line| line.trim_start_matches([' ', '\t']));
    let variables = lines.filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once('='));
    keyring_in(&variables.collect::<Vec<_>>())
}

#[test]
fn quotes_and_spaces_that_docker_keeps_are_an_error_and_never_a_part_of_the_secret() {
    assert_eq!(by_docker(&format!("# of the shop\nAPP_SECRET={KEY}\r\n")), of_key());
    assert_eq!(by_docker(&format!("\u{feff}APP_SECRET={STRONG}\n")), of_password());
    for quoted in [
        format!("APP_SECRET=\"{KEY}\"\n"),
        format!("APP_SECRET='{KEY}'\n"),
        format!("APP_SECRET=\"{STRONG}\""),
        format!("# of the shop\n  APP_SECRET='{STRONG}'\r\n"),
    ] {
        let report = by_docker(&quoted);
        assert!(report.starts_with("error: `APP_SECRET`: the secret is in quotes"), "{report}");
    }
    let rotation = by_docker(&format!("APP_SECRET={KEY}\nAPP_SECRET_PREVIOUS='{STRONG}'\n"));
    assert!(rotation.starts_with("error: `APP_SECRET_PREVIOUS`: the secret is in quotes"), "{rotation}");
    for (file, says) in [
        (format!("APP_SECRET={KEY} \n"), "white space"),
        (format!("APP_SECRET= {STRONG}\n"), "white space"),
        (format!("APP_SECRET={KEY} # of the shop\n"), "a comment follows the secret"),
        (format!("APP_SECRET={STRONG} # of the shop\n"), "a comment follows the secret"),
        (format!("APP_SECRET=\"{STRONG}\" # of the shop\n"), "in quotes"),
        (format!("APP_SECRET=\"{STRONG}\";\n"), "in quotes"),
        (format!("APP_SECRET=APP_SECRET={STRONG}\n"), "the name of a variable"),
        ("APP_SECRET=${SHOP_SESSION_SECRET_OF_PRODUCTION}\n".to_owned(), "template"),
    ] {
        let report = by_docker(&file);
        assert!(report.starts_with("error: `APP_SECRET`: ") && report.contains(says), "{report}");
    }
    assert_eq!(by_docker("APP_SECRET=\n"), "missing: APP_SECRET");
}

#[test]
fn a_mounted_file_may_end_with_one_line_end_of_any_system() -> TestResult {
    let folder = Folder::new("mounted")?;
    for end in ["", "\n", "\r\n"] {
        let file = folder.file("session", format!("{KEY}{end}"))?;
        assert_eq!(keyring_in(&[("APP_SECRET_FILE", &file)]), of_key(), "{end:?}");
        let file = folder.file("session", format!("{STRONG}{end}"))?;
        assert_eq!(keyring_in(&[("APP_SECRET_FILE", &file)]), of_password(), "{end:?}");
    }
    for (content, says) in [
        (format!("{KEY}\n\n").into_bytes(), "white space"),
        (format!("{STRONG}\r").into_bytes(), "white space"),
        (format!("\"{STRONG}\"\n").into_bytes(), "quotes"),
        (format!("\u{feff}{KEY}\r\n").into_bytes(), "invisible"),
        // What `>` of Windows PowerShell writes: UTF-16.
        ([b"\xff\xfe".to_vec(), KEY.bytes().flat_map(|byte| [byte, 0]).collect()].concat(), "UTF-8"),
        (b"\r\n".to_vec(), "it is empty"),
    ] {
        let file = folder.file("session", &content)?;
        let report = keyring_in(&[("APP_SECRET_FILE", &file)]);
        assert!(report.contains("`APP_SECRET_FILE`") && report.contains(says), "{says}: {report}");
    }
    Ok(())
}

#[cfg(unix)]
#[test]
fn a_secret_that_kubernetes_mounts_is_read_through_its_links() -> TestResult {
    let folder = Folder::new("kubernetes")?;
    let version = folder.0.join("..2026_11_26_12_40_00.1");
    fs::create_dir(&version)?;
    fs::write(version.join("session"), KEY)?;
    fs::write(version.join("old"), format!("{STRONG}\n"))?;
    std::os::unix::fs::symlink("..2026_11_26_12_40_00.1", folder.0.join("..data"))?;
    for name in ["session", "old"] {
        std::os::unix::fs::symlink(format!("..data/{name}"), folder.0.join(name))?;
    }
    let [session, old] = ["session", "old"].map(|name| shown(&folder.0.join(name)));
    let both = keyring_in(&[("APP_SECRET_FILE", &session), ("APP_SECRET_PREVIOUS_FILE", &old)]);
    assert!(both.contains("Current") && both.contains("Previous"), "{both}");
    let the_folder = keyring_in(&[("APP_SECRET_FILE", &shown(&folder.0))]);
    assert!(the_folder.starts_with("error: the file that `APP_SECRET_FILE` names: "), "{the_folder}");
    Ok(())
}

#[cfg(unix)]
#[test]
fn a_credential_that_systemd_loads_is_read_by_its_path() -> TestResult {
    use std::os::unix::fs::PermissionsExt;
    // `LoadCredential=session:/etc/shop/session` and `Environment=APP_SECRET_FILE=%d/session`.
    let folder = Folder::new("systemd")?;
    let directory = shown(&folder.0);
    let file = folder.file("session", format!("{KEY}\n"))?;
    fs::set_permissions(&file, fs::Permissions::from_mode(0o400))?;
    let variables = [("CREDENTIALS_DIRECTORY", &*directory), ("APP_SECRET_FILE", &file)];
    assert_eq!(keyring_in(&variables), of_key());
    // systemd replaces no `${..}` in `Environment=`.
    for path in ["${CREDENTIALS_DIRECTORY}/session", "$CREDENTIALS_DIRECTORY/session"] {
        let report = keyring_in(&[("CREDENTIALS_DIRECTORY", &*directory), ("APP_SECRET_FILE", path)]);
        let says = "error: the file that `APP_SECRET_FILE` names: its path holds a template";
        assert!(report.starts_with(says), "{report}");
    }
    Ok(())
}

/// What `from_env` gives after the crate `dotenvy` has read a file.
fn by_dotenvy(folder: &Folder, content: &str) -> TestResult<String> {
    let file = folder.file(".env", content)?;
    Ok(keyring_in(&[("KEYRING_DOTENV", &file)]))
}

#[test]
fn a_dotenv_file_gives_the_secret_without_its_quotes() -> TestResult {
    let folder = Folder::new("dotenv")?;
    for line in [
        format!("APP_SECRET={KEY}"),
        format!("APP_SECRET=\"{KEY}\""),
        format!("export APP_SECRET='{KEY}'"),
        format!("# of the shop\nAPP_SECRET = {KEY}   # thirty-two bytes\nOTHER=1"),
        format!("APP_SECRET='{KEY}'\r\n"),
    ] {
        assert_eq!(by_dotenvy(&folder, &line)?, of_key(), "{line}");
    }
    assert_eq!(by_dotenvy(&folder, &format!("APP_SECRET='{STRONG}'\n"))?, of_password());
    let rotation = format!("APP_SECRET={KEY}\nAPP_SECRET_PREVIOUS=\"{STRONG}\"\nAPP_SECRET_NEXT=\n");
    assert!(by_dotenvy(&folder, &rotation)?.contains("Previous"));
    Ok(())
}

/// What the docs of `from_env` say of `dotenvy`. The secret is another then, and only the key tag tells it.
#[test]
fn only_single_quotes_keep_a_dollar_sign_of_a_dotenv_file() -> TestResult {
    let folder = Folder::new("dotenv-dollar")?;
    let secret = "mossy-Kettle-58-violin-$harbor-Quartz-11-teacup";
    let plain = keyring_in(&[("APP_SECRET", secret)]);
    assert_eq!(by_dotenvy(&folder, &format!("APP_SECRET='{secret}'"))?, plain);
    for other in [format!("APP_SECRET={secret}"), format!("APP_SECRET=\"{secret}\"")] {
        let report = by_dotenvy(&folder, &other)?;
        assert!(report.starts_with("keyring: ") && report != plain, "{report}");
    }
    Ok(())
}

#[test]
fn a_dotenv_file_with_a_mistake_is_told_as_any_variable() -> TestResult {
    let folder = Folder::new("dotenv-mistakes")?;
    for (content, says) in [
        (format!("APP_SECRET=\"'{STRONG}'\""), "`APP_SECRET`: the secret is in quotes"),
        (
            "APP_SECRET='${SHOP_SESSION_SECRET_OF_PRODUCTION}'".to_owned(),
            "`APP_SECRET`: the secret is a template",
        ),
        (format!("APP_SECRET={KEY}\nAPP_SECRET_OLD={STRONG}"), "`APP_SECRET_OLD` looks like a secret"),
        (format!("APP_SECRET={KEY}\nAPP_SECRET_FILE=/run/secrets/session"), "are both set"),
    ] {
        let report = by_dotenvy(&folder, &content)?;
        assert!(report.starts_with("error: ") && report.contains(says), "{report}");
    }
    Ok(())
}

/// The variables that Kubernetes sets for each service of a namespace.
fn of_service(name: &str) -> Vec<(String, String)> {
    let name = name.to_ascii_uppercase().replace('-', "_");
    let (address, url) = ("10.43.0.17", "tcp://10.43.0.17:8080");
    [
        ("SERVICE_HOST", address),
        ("SERVICE_PORT", "8080"),
        ("SERVICE_PORT_HTTP", "8080"),
        ("PORT", url),
        ("PORT_8080_TCP", url),
        ("PORT_8080_TCP_PROTO", "tcp"),
        ("PORT_8080_TCP_PORT", "8080"),
        ("PORT_8080_TCP_ADDR", address),
    ]
    .into_iter()
    .map(|(end, value)| (format!("{name}_{end}"), value.to_owned()))
    .collect()
}

#[test]
fn services_of_kubernetes_whose_names_begin_alike_do_not_stop_the_start() {
    for service in
        ["app-secret", "app-secret-next", "app-secret-previous", "app-secret-previous-2", "app-secret-old"]
    {
        let services = of_service(service);
        let services = services.iter().map(|(name, value)| (name.as_str(), value.as_str()));
        let variables: Vec<_> = services.chain([("APP_SECRET", KEY)]).collect();
        assert_eq!(keyring_in(&variables), of_key(), "{service}");
    }
}
