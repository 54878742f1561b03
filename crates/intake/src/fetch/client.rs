//! One request after another, politely.
//!
//! **Shape.** [`Client::get`] sends a request and follows redirects by hand: each hop is checked as the first address was, counts as a request, and waits its turn.

use std::time::{Duration, Instant};

use salient_model::WebAddress;
use ureq::Agent;
use ureq::unversioned::resolver::{DefaultResolver, Resolver};
use ureq::unversioned::transport::DefaultConnector;

use crate::fetch::address::{LocalAddress, PublicResolver};
use crate::fetch::answer::Answer;
use crate::fetch::{FetchError, FetchEvent, FetchLimits, FetchSettings, Hosts};

/// Who asks: name, version, and where to read about it.
const USER_AGENT: &str = concat!(
    "Salient/",
    env!("CARGO_PKG_VERSION"),
    " (+",
    env!("CARGO_PKG_REPOSITORY"),
    ")"
);

pub(crate) struct Client<'a> {
    agent: Agent,
    settings: &'a FetchSettings,
    delay: Duration,
    last_request: Option<Instant>,
    n_requests: usize,
    n_bytes: u64,
    on_event: &'a mut dyn FnMut(FetchEvent),
}

impl<'a> Client<'a> {
    pub(crate) fn new(
        settings: &'a FetchSettings,
        delay: Duration,
        on_event: &'a mut dyn FnMut(FetchEvent),
    ) -> Self {
        let agent = match settings.hosts {
            Hosts::Public => agent(&settings.limits, PublicResolver::default()),
            Hosts::AlsoLocal => agent(&settings.limits, DefaultResolver::default()),
        };
        Self {
            agent,
            settings,
            // Our own machine needs no rest.
            delay: match settings.hosts {
                Hosts::Public => delay,
                Hosts::AlsoLocal => Duration::ZERO,
            },
            last_request: None,
            n_requests: 0,
            n_bytes: 0,
            on_event,
        }
    }

    pub(crate) fn limits(&self) -> &FetchLimits {
        &self.settings.limits
    }

    pub(crate) fn n_requests(&self) -> usize {
        self.n_requests
    }

    pub(crate) fn n_bytes(&self) -> u64 {
        self.n_bytes
    }

    pub(crate) fn tell(&mut self, event: FetchEvent) {
        (self.on_event)(event);
    }

    /// Counts bytes that came, and refuses those over the limit of the run.
    pub(crate) fn count_bytes(&mut self, n_bytes: u64, url: &WebAddress) -> Result<(), FetchError> {
        self.n_bytes += n_bytes;
        let limit = self.limits().max_total_bytes;
        if self.n_bytes > limit {
            return Err(FetchError::TooMuch {
                url: url.clone(),
                limit,
            });
        }
        Ok(())
    }

    /// Does nothing for a while.
    pub(crate) fn pause(&mut self, pause: Duration, why: String) {
        self.tell(FetchEvent::Waiting { pause, why });
        (self.settings.sleep)(pause);
    }

    /// The answer to a request, whatever its status; redirects are followed.
    pub(crate) fn get(
        &mut self,
        url: &WebAddress,
        fields: &[(&str, &str)],
    ) -> Result<Answer, FetchError> {
        let max_redirects = self.limits().max_redirects;
        let mut here = url.clone();
        for n_redirects in 0.. {
            let answer = self.send(&here, fields)?;
            let Some(location) = answer.location() else {
                return Ok(answer);
            };
            let there = redirect(&here, location)?;
            if n_redirects == max_redirects {
                return Err(FetchError::Redirects {
                    url: url.clone(),
                    last: there,
                    limit: max_redirects,
                });
            }
            here = there;
        }
        unreachable!("the loop ends at the limit of redirects")
    }

    fn send(&mut self, url: &WebAddress, fields: &[(&str, &str)]) -> Result<Answer, FetchError> {
        let limit = self.limits().max_requests;
        if self.n_requests >= limit {
            return Err(FetchError::TooManyRequests {
                url: url.clone(),
                limit,
            });
        }
        if let Some(rest) = self
            .last_request
            .and_then(|last| self.delay.checked_sub(last.elapsed()))
        {
            (self.settings.sleep)(rest);
        }
        self.n_requests += 1;
        self.tell(FetchEvent::Asking(url.clone()));
        let mut request = self.agent.get(url.as_str());
        for (name, value) in fields {
            request = request.header(*name, *value);
        }
        let sent = request.call();
        self.last_request = Some(Instant::now());
        match sent {
            Ok(response) => Ok(Answer::new(url.clone(), response)),
            Err(ureq::Error::Other(cause)) if cause.is::<LocalAddress>() => {
                Err(FetchError::Refused {
                    url: url.clone(),
                    found: cause.to_string(),
                    expected: "a host on the public network",
                })
            }
            Err(error) => Err(FetchError::NoAnswer {
                url: url.clone(),
                source: Box::new(error),
            }),
        }
    }
}

fn agent(limits: &FetchLimits, resolver: impl Resolver) -> Agent {
    let config = Agent::config_builder()
        .user_agent(USER_AGENT)
        .accept("*/*")
        .http_status_as_error(false)
        .max_redirects(0)
        .max_redirects_will_error(false)
        // Behind a proxy, the addresses that are connected to could not be checked.
        .proxy(None)
        .timeout_global(Some(limits.request_time))
        .timeout_connect(Some(limits.connect_time))
        .build();
    Agent::with_parts(config, DefaultConnector::default(), resolver)
}

/// Where a redirect leads, if it may be followed.
fn redirect(from: &WebAddress, location: &str) -> Result<WebAddress, FetchError> {
    let refused = |found, expected| FetchError::Refused {
        url: from.clone(),
        found,
        expected,
    };
    let to = from
        .join(location)
        .map_err(|error| refused(format!("a redirect to {:?}", error.found), error.expected))?;
    if from.is_https() && !to.is_https() {
        return Err(refused(
            format!("a redirect to {to}"),
            "a redirect from https to https",
        ));
    }
    Ok(to)
}

#[cfg(test)]
mod tests {
    use salient_testkit::server::{Reply, Server};
    use ureq::config::Config;
    use ureq::http::Uri;
    use ureq::unversioned::resolver::ResolvedSocketAddrs;
    use ureq::unversioned::transport::NextTimeout;

    use super::*;

    /// Takes the host `localhost` for a public one.
    #[derive(Debug, Default)]
    struct LocalhostIsPublic(DefaultResolver, PublicResolver);

    impl Resolver for LocalhostIsPublic {
        fn resolve(
            &self,
            uri: &Uri,
            config: &Config,
            timeout: NextTimeout,
        ) -> Result<ResolvedSocketAddrs, ureq::Error> {
            if uri.host() == Some("localhost") {
                self.0.resolve(uri, config, timeout)
            } else {
                self.1.resolve(uri, config, timeout)
            }
        }
    }

    #[test]
    fn a_redirect_to_this_machine_is_refused() {
        let server = Server::start(|asked, _| {
            let port = asked.field("host").and_then(|host| host.split(':').nth(1));
            let location = format!("http://127.0.0.1:{}/secret", port.unwrap_or_default());
            Reply::new(302, "").with("Location", &location)
        });
        let settings = FetchSettings {
            hosts: Hosts::AlsoLocal,
            ..FetchSettings::default()
        };
        let mut on_event = |_| {};
        let mut client = Client::new(&settings, Duration::ZERO, &mut on_event);
        client.agent = agent(&settings.limits, LocalhostIsPublic::default());
        let port = server.url("").rsplit(':').next().unwrap().to_owned();
        let url = WebAddress::new(&format!("http://localhost:{port}/map")).unwrap();
        let Err(error) = client.get(&url, &[]) else {
            panic!("the redirect was followed");
        };
        assert_eq!(
            error.to_string(),
            format!(
                "http://127.0.0.1:{port}/secret: not connected to: found a host with the local address 127.0.0.1; expected a host on the public network"
            )
        );
        assert_eq!(server.targets(), ["/map"]);
    }

    #[test]
    fn a_redirect_never_leads_out_of_encryption_or_of_the_web() {
        let from = WebAddress::new("https://ridge.example/maps/a.json").unwrap();
        assert_eq!(
            redirect(&from, "b.json").unwrap().as_str(),
            "https://ridge.example/maps/b.json"
        );
        for (location, message) in [
            (
                "http://ridge.example/a.json",
                "https://ridge.example/maps/a.json: not connected to: found a redirect to http://ridge.example/a.json; expected a redirect from https to https",
            ),
            (
                "file:///etc/passwd",
                "https://ridge.example/maps/a.json: not connected to: found a redirect to \"file:///etc/passwd\"; expected http:// or https:// in small letters at its beginning",
            ),
        ] {
            assert_eq!(redirect(&from, location).unwrap_err().to_string(), message);
        }
    }
}
