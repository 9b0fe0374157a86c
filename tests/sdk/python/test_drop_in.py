"""The SDK with its base URL as it comes: only name resolution and the trusted authorities are the machine's."""

import os
import socket
import ssl
import unittest.mock

import hubspot
import urllib3
from harness import TOKEN, Case, unique
from hubspot.crm.contacts import SimplePublicObjectInputForCreate

ADDRESS, PORT = os.environ["LINCHPIN_TEST_DROP_IN"].rsplit(":", 1)
AUTHORITY = os.environ["LINCHPIN_TEST_CA"]

_getaddrinfo = socket.getaddrinfo


def _resolve(host, port, *arguments, **options):
    """What a hosts entry does, and the port, which needs no root this way."""
    if host == "api.hubapi.com":
        host, port = ADDRESS, int(PORT)
    return _getaddrinfo(host, port, *arguments, **options)


@unittest.mock.patch("socket.getaddrinfo", _resolve)
class DropIn(Case):
    def test_the_untouched_client_makes_and_reads_a_contact(self):
        # As documented for Python: OpenSSL reads it whenever a connection asks for the default authorities.
        with unittest.mock.patch.dict(os.environ, {"SSL_CERT_FILE": AUTHORITY}):
            client = hubspot.Client.create(access_token=TOKEN)
            email = f"{unique('drop-in')}@example.com"
            new = SimplePublicObjectInputForCreate(properties={"email": email})
            made = client.crm.contacts.basic_api.create(new)
            read = client.crm.contacts.basic_api.get_by_id(made.id, properties=["email"])
            self.assertEqual(read.properties["email"], email)

    def test_pages_name_the_host_that_was_called(self):
        with unittest.mock.patch.dict(os.environ, {"SSL_CERT_FILE": AUTHORITY}):
            client = hubspot.Client.create(access_token=TOKEN)
            for _ in range(2):
                client.crm.contacts.basic_api.create(SimplePublicObjectInputForCreate(properties={}))
            page = client.crm.contacts.basic_api.get_page(limit=1)
            self.assertTrue(page.paging.next.link.startswith("https://api.hubapi.com/"), page.paging.next.link)

    def test_who_does_not_trust_the_authority_is_not_fooled(self):
        pool = urllib3.PoolManager(retries=False)
        with self.assertRaises(urllib3.exceptions.SSLError) as refused:
            pool.request("GET", "https://api.hubapi.com/livez")
        self.assertIsInstance(refused.exception.__context__, ssl.SSLCertVerificationError)
