//! Which domains a cookie may be shared with: a name of one's own, and no address or public suffix.

use http::HeaderMap;
use iron_session::{Config, ConfigError, Error, IronSession, SessionManager};

use crate::common::{NOW, PlainVisit, TestResult, cookies, sessions_at};

fn plain() -> SessionManager<PlainVisit> {
    sessions_at(NOW)
}

#[test]
fn a_public_suffix_is_refused_and_the_error_says_why() {
    for suffix in [
        "co.uk",
        "com.au",
        "co.jp",
        "github.io",
        "GitHub.IO",
        "vercel.app",
        "netlify.app",
        "herokuapp.com",
        "fly.dev",
        "pages.dev",
        "workers.dev",
        "web.app",
        "azurewebsites.net",
        "onrender.com",
        "up.railway.app",
        "a.run.app",
    ] {
        let error = plain().domain(suffix).expect_err(suffix);
        assert!(matches!(error, Error::Config(ConfigError::PublicSuffix)), "{error:?}");
        assert!(error.to_string().contains("publicsuffix.org"), "{error}");
        assert!(plain().former(Some(suffix), "/").is_err(), "{suffix}: no browser has kept such a cookie");
        assert!(plain().accept_former(Some(suffix), "/").is_err(), "{suffix}");
    }
    let configured = plain().configure(|config| config.domain("co.uk"));
    assert!(matches!(configured, Err(Error::Config(ConfigError::PublicSuffix))));
    assert_eq!(Config::new("s").domain("workers.dev").check(), Err(ConfigError::PublicSuffix));
}

#[test]
fn a_public_suffix_of_one_region_is_refused_and_a_name_below_it_is_a_domain() {
    let suffixes = [
        "eu-west-1.elasticbeanstalk.com",
        "US-Gov-East-1.elasticbeanstalk.com",
        "s3.eu-west-1.amazonaws.com",
        "s3-ap-southeast-2.amazonaws.com",
        "s3-website-us-east-1.amazonaws.com",
        "s3.dualstack.sa-east-1.amazonaws.com",
        "execute-api.ca-central-1.amazonaws.com",
        "eu-central-1.elb.amazonaws.com",
        "us-west-2.compute.amazonaws.com",
        "us-east-1.awsapprunner.com",
        "lambda-url.af-south-1.on.aws",
        "westeurope.azurecontainerapps.io",
        "eastus2.cloudapp.azure.com",
        "uksouth.azurecontainer.io",
        "westus2.azurestaticapps.net",
    ];
    for suffix in suffixes {
        assert_eq!(Config::new("s").domain(suffix).check(), Err(ConfigError::PublicSuffix), "{suffix}");
        assert!(plain().domain(format!("shop.{suffix}")).is_ok(), "{suffix}");
    }
    for own in [
        "shop.elasticbeanstalk.com",
        "my-shop-1.elasticbeanstalk.com",
        "eu-shop-1.elasticbeanstalk.com",
        "shop-eu-west-1.elasticbeanstalk.com",
        "eu-west-1.elasticbeanstalk.com.example",
        "eu-west-1.example",
        "westeurope.example",
    ] {
        assert!(plain().domain(own).is_ok(), "{own}");
    }
}

#[test]
fn suffixes_of_hosts_and_of_countries_that_are_less_known_are_refused() {
    for suffix in [
        "pythonanywhere.com",
        "eu.pythonanywhere.com",
        "glitch.me",
        "surge.sh",
        "blogspot.com",
        "azurecontainerapps.io",
        "com.es",
        "co.at",
        "sch.uk",
        "com.gr",
        "Synology.me",
    ] {
        assert_eq!(Config::new("s").domain(suffix).check(), Err(ConfigError::PublicSuffix), "{suffix}");
    }
}

#[test]
fn names_below_a_public_suffix_and_names_that_resemble_one_are_domains() -> TestResult {
    for own in
        ["shop.co.uk", "shop.github.io", "www.shop.fly.dev", "railway.app", "notgithub.io", "uk.example"]
    {
        let mut session = plain().domain(own)?.load(&HeaderMap::new());
        session.set_user_id(7);
        let cookie: String = session.set_cookies()?.into_iter().collect();
        assert!(cookie.contains(&format!("; Domain={own};")), "{cookie}");
    }
    Ok(())
}

#[test]
fn what_browsers_read_as_an_address_is_no_domain() {
    for address in ["a.0x1", "a.0X1f", "shop.example.0x", "1.2.3.0x4", "a.08", "10.0.0.1", "a.007"] {
        let error = plain().domain(address).expect_err(address);
        assert!(matches!(error, Error::Config(ConfigError::Domain)), "{address}: {error:?}");
    }
    for name in ["a.0x1g", "a.x1", "0x1.example", "1.2.3.4a", "a.1x0"] {
        assert!(plain().domain(name).is_ok(), "{name}");
    }
}

/// A session that may have been JavaScript's.
#[derive(IronSession)]
#[iron(cookie = "sid", accept = "fe26", accept_until = "2030-01-01")]
struct Moving {
    count: u32,
}

#[test]
fn nothing_is_removed_from_a_public_suffix_since_no_browser_keeps_a_cookie_there() -> TestResult {
    let mut headers = cookies(["sid=Fe26.2*1*x"]);
    headers.insert("host", "www.shop.co.uk".parse()?);
    let mut session = sessions_at::<Moving>(NOW).load(&headers);
    session.set_count(1);
    let written: Vec<String> = session.set_cookies()?.into_iter().collect();
    assert!(written.iter().any(|text| text.contains("; Domain=shop.co.uk;")), "{written:?}");
    assert!(!written.iter().any(|text| text.contains("; Domain=co.uk;")), "{written:?}");
    Ok(())
}
