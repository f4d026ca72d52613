//! Public suffixes that providers have once for each of their regions.

use std::cmp::Ordering;

/// Public suffixes with the name of a region in the middle, by what stands on both sides of it.
const REGIONAL: [(&str, &str); 14] = [
    ("", ".elasticbeanstalk.com"),
    ("", ".elb.amazonaws.com"),
    ("", ".compute.amazonaws.com"),
    ("", ".awsapprunner.com"),
    ("s3.", ".amazonaws.com"),
    ("s3-", ".amazonaws.com"),
    ("s3.dualstack.", ".amazonaws.com"),
    ("s3-website.", ".amazonaws.com"),
    ("s3-website-", ".amazonaws.com"),
    ("execute-api.", ".amazonaws.com"),
    ("lambda-url.", ".on.aws"),
    ("", ".azurecontainerapps.io"),
    ("", ".azurecontainer.io"),
    ("", ".cloudapp.azure.com"),
];

/// How the regions of Amazon begin, before a direction and a digit, as in `eu-west-1`.
const CONTINENTS: [&str; 11] =
    ["af-", "ap-", "ca-", "cn-", "eu-", "il-", "me-", "mx-", "sa-", "us-gov-", "us-"];
const DIRECTIONS: [&str; 9] =
    ["central", "east", "north", "northeast", "northwest", "south", "southeast", "southwest", "west"];

/// The regions of Azure in which most programs run.
const REGIONS_OF_AZURE: [&str; 34] = [
    "australiaeast",
    "australiasoutheast",
    "brazilsouth",
    "canadacentral",
    "canadaeast",
    "centralindia",
    "centralus",
    "eastasia",
    "eastus",
    "eastus2",
    "francecentral",
    "germanywestcentral",
    "italynorth",
    "japaneast",
    "japanwest",
    "koreacentral",
    "northcentralus",
    "northeurope",
    "norwayeast",
    "polandcentral",
    "southafricanorth",
    "southcentralus",
    "southeastasia",
    "southindia",
    "spaincentral",
    "swedencentral",
    "switzerlandnorth",
    "uaenorth",
    "uksouth",
    "ukwest",
    "westcentralus",
    "westeurope",
    "westus2",
    "westus3",
];

/// Whether a domain is a public suffix for one region of a provider.
pub(super) const fn is_regional(domain: &[u8]) -> bool {
    let mut regional: &[(&str, &str)] = &REGIONAL;
    while let [(start, end), others @ ..] = regional {
        if let Some(rest) = after(domain, start)
            && let Some(region) = before(rest, end)
            && (is_of_amazon(region) || is_one_of(&REGIONS_OF_AZURE, region))
        {
            return true;
        }
        regional = others;
    }
    false
}

/// Whether a text is spelled like a region of Amazon.
const fn is_of_amazon(region: &[u8]) -> bool {
    let Some((b'1'..=b'9', place)) = region.split_last() else { return false };
    let mut continents: &[&str] = &CONTINENTS;
    while let [continent, others @ ..] = continents {
        if let Some(rest) = after(place, continent)
            && let Some(direction) = before(rest, "-")
            && is_one_of(&DIRECTIONS, direction)
        {
            return true;
        }
        continents = others;
    }
    false
}

const fn is_one_of(mut names: &[&str], text: &[u8]) -> bool {
    while let [name, others @ ..] = names {
        if compare(name.as_bytes(), text).is_eq() {
            return true;
        }
        names = others;
    }
    false
}

/// What follows `start`, in any letter case.
const fn after<'t>(text: &'t [u8], start: &str) -> Option<&'t [u8]> {
    match text.split_at_checked(start.len()) {
        Some((first, rest)) if compare(start.as_bytes(), first).is_eq() => Some(rest),
        _ => None,
    }
}

/// What stands before `end`, in any letter case.
const fn before<'t>(text: &'t [u8], end: &str) -> Option<&'t [u8]> {
    let Some(length) = text.len().checked_sub(end.len()) else { return None };
    let (rest, last) = text.split_at(length);
    if compare(end.as_bytes(), last).is_eq() { Some(rest) } else { None }
}

/// Compares a text in lower case with one in any letter case.
pub(super) const fn compare(mut lower: &[u8], mut any: &[u8]) -> Ordering {
    while let ([first, of_lower @ ..], [second, of_any @ ..]) = (lower, any) {
        let second = second.to_ascii_lowercase();
        if *first != second {
            return if *first < second { Ordering::Less } else { Ordering::Greater };
        }
        (lower, any) = (of_lower, of_any);
    }
    match (lower, any) {
        ([], []) => Ordering::Equal,
        ([], _) => Ordering::Less,
        _ => Ordering::Greater,
    }
}
