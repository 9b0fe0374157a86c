"""OAuth 2.0: the SDK's own helpers, and Authlib as a client that knows nothing of HubSpot."""

import urllib.parse

import requests
from authlib.integrations.base_client.errors import OAuthError
from authlib.integrations.requests_client import OAuth2Session
from hubspot.utils.oauth import get_auth_url

from harness import ACCOUNT_ID, BASE_URL, TOKEN, Case, connect, unique

REDIRECT_URL = "http://localhost:3000/callback"
SCOPES = ["crm.objects.contacts.read", "crm.objects.contacts.write"]


def own(path, body):
    """A call of what Linchpin has and HubSpot has in its UI only."""
    headers = {"Authorization": f"Bearer {TOKEN}"}
    response = requests.post(f"{BASE_URL}/_linchpin/v1/{path}", json=body, headers=headers, timeout=30)
    assert response.ok, response.text
    return response.json()


def make_app():
    """A new public app."""
    app = {"name": unique("Connector"), "type": "PUBLIC", "scopes": SCOPES, "redirectUrls": [REDIRECT_URL]}
    return own("apps", app)


def consent(link):
    """The code for which the link of an app asks, as the consent page would send it back."""
    asked = dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(link).query))
    return own("oauth/authorizations", asked)["code"]


class OAuth(Case):
    def test_an_app_is_let_in_refreshes_and_asks_about_its_tokens(self):
        app, oauth = make_app(), connect().oauth
        link = get_auth_url(app["clientId"], REDIRECT_URL, tuple(SCOPES), state="a state")
        client = {"client_id": app["clientId"], "client_secret": app["clientSecret"]}
        code = {"grant_type": "authorization_code", "code": consent(link), "redirect_uri": REDIRECT_URL}
        tokens = oauth.tokens_api.create(**code, **client)
        self.assertEqual((tokens.expires_in, tokens.token_type), (1800, "bearer"))
        known = oauth.access_tokens_api.get(tokens.access_token)
        self.assertEqual((known.hub_id, known.app_id, known.token_type), (ACCOUNT_ID, int(app["id"]), "access"))
        self.assertEqual(known.scopes, ["oauth", *SCOPES])
        connect(tokens.access_token).crm.contacts.basic_api.get_page(limit=1)

        refresh = {"grant_type": "refresh_token", "refresh_token": tokens.refresh_token}
        refreshed = oauth.tokens_api.create(**refresh, **client)
        self.assertEqual(refreshed.refresh_token, tokens.refresh_token)
        self.assertNotEqual(refreshed.access_token, tokens.access_token)
        behind = oauth.refresh_tokens_api.get(tokens.refresh_token)
        self.assertEqual((behind.client_id, behind.hub_id, behind.token_type), (app["clientId"], ACCOUNT_ID, "refresh"))
        oauth.refresh_tokens_api.archive(tokens.refresh_token)
        self.refused(404, oauth.refresh_tokens_api.get, tokens.refresh_token)
        self.refused(404, oauth.access_tokens_api.get, "no-such-token")

    def test_authlib_goes_the_whole_way_with_a_challenge(self):
        app = make_app()
        for method in ["client_secret_basic", "client_secret_post"]:
            session = OAuth2Session(
                app["clientId"],
                app["clientSecret"],
                scope=" ".join(SCOPES),
                redirect_uri=REDIRECT_URL,
                code_challenge_method="S256",
                token_endpoint_auth_method=method,
                revocation_endpoint_auth_method=method,
            )
            verifier = unique("v" * 43)
            link, state = session.create_authorization_url(f"{BASE_URL}/oauth/authorize", code_verifier=verifier)
            back = f"{REDIRECT_URL}?code={consent(link)}&state={state}"
            endpoint = f"{BASE_URL}/oauth/v3/token"
            tokens = session.fetch_token(endpoint, authorization_response=back, code_verifier=verifier, state=state)
            self.assertEqual((tokens["hub_id"], tokens["token_use"]), (ACCOUNT_ID, "access_token"))
            contacts = session.get(f"{BASE_URL}/crm/v3/objects/contacts")
            self.assertEqual(contacts.status_code, 200)
            refreshed = session.refresh_token(endpoint)
            self.assertNotEqual(refreshed["access_token"], tokens["access_token"])
            known = session.introspect_token(f"{endpoint}/introspect", refreshed["access_token"]).json()
            self.assertEqual((known["active"], known["client_id"]), (True, app["clientId"]))
            gone = session.revoke_token(f"{endpoint}/revoke", refreshed["refresh_token"], "refresh_token")
            self.assertEqual((gone.status_code, gone.text), (200, ""))
            with self.assertRaises(OAuthError) as refused:
                session.refresh_token(endpoint, refreshed["refresh_token"])
            self.assertEqual(refused.exception.error, "invalid_grant")

    def test_a_code_without_its_verifier_is_worth_nothing(self):
        app = make_app()
        session = OAuth2Session(app["clientId"], app["clientSecret"], redirect_uri=REDIRECT_URL)
        session.code_challenge_method = "S256"
        asked = {"scope": " ".join(SCOPES), "code_verifier": unique("v" * 43)}
        link, _ = session.create_authorization_url(f"{BASE_URL}/oauth/authorize", **asked)
        with self.assertRaises(OAuthError) as refused:
            session.fetch_token(f"{BASE_URL}/oauth/v1/token", code=consent(link), grant_type="authorization_code")
        self.assertEqual(refused.exception.error, "invalid_grant")
