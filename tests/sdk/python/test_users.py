"""Users and their roles, and the owners that they come with."""

from hubspot.settings.users import PublicUserUpdate, UserProvisionRequest

from harness import Case, connect, unique


class Users(Case):
    def setUp(self):
        self.client = connect()
        self.users = self.client.settings.users.users_api

    def test_a_user_is_made_read_changed_and_removed(self):
        email = f"{unique('ada')}@example.org"
        roles = self.client.settings.users.roles_api.get_all().results
        (role,) = [role.id for role in roles if role.name == "Member"]
        new = UserProvisionRequest(email=email, role_id=role, send_welcome_email=False)
        made = self.users.create(new)
        self.assertEqual((made.email, made.role_ids, made.super_admin), (email, [role], False))
        self.assertEqual(self.users.get_by_id(made.id), made)
        self.assertEqual(self.users.get_by_id(email, id_property="EMAIL"), made)
        owner = self.client.crm.owners.owners_api.get_by_id(int(made.id), id_property="userId")
        self.assertEqual(owner.email, email)
        (other,) = [role.id for role in roles if role.name == "Viewer"]
        changed = self.users.replace(made.id, PublicUserUpdate(role_id=other))
        self.assertEqual(changed.role_ids, [other])
        self.assertEqual(self.refused(409, self.users.create, new)["category"], "CONFLICT")
        self.users.archive(made.id)
        self.assertEqual(self.refused(404, self.users.get_by_id, made.id)["category"], "OBJECT_NOT_FOUND")

    def test_users_come_in_pages(self):
        self.assertEqual(len(self.users.get_page(limit=1).results), 1)

    def test_users_and_owners_show_their_teams(self):
        name = unique("team")
        path = "/settings/teams/2026-09-beta"
        answer = self.client.api_request({"path": path, "method": "POST", "body": {"name": name, "members": []}})
        team = answer.json()["id"]
        email = f"{unique('ada')}@example.org"
        new = UserProvisionRequest(email=email, primary_team_id=team, send_welcome_email=False)
        made = self.users.create(new)
        self.assertEqual(made.primary_team_id, team)
        (shown,) = [known for known in self.client.settings.users.teams_api.get_all().results if known.id == team]
        self.assertEqual((shown.name, shown.user_ids, shown.secondary_user_ids), (name, [made.id], []))
        owner = self.client.crm.owners.owners_api.get_by_id(int(made.id), id_property="userId")
        self.assertEqual([(known.id, known.name, known.primary) for known in owner.teams], [(team, name, True)])
        self.users.archive(made.id)
        self.client.api_request({"path": f"{path}/{team}", "method": "DELETE"})
