package app.medzenhealth.cutover.aws.service;

import static app.medzenhealth.cutover.aws.service.AwsService.service;

import app.medzenhealth.cutover.aws.service.AwsService.Protocol;
import java.util.List;
import software.amazon.awssdk.services.account.AccountClient;
import software.amazon.awssdk.services.acm.AcmClient;
import software.amazon.awssdk.services.cognitoidentity.CognitoIdentityClient;
import software.amazon.awssdk.services.cognitoidentityprovider.CognitoIdentityProviderClient;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.sso.SsoClient;
import software.amazon.awssdk.services.ssooidc.SsoOidcClient;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.wafv2.Wafv2Client;

/** Who may do what: accounts, people, roles, keys, secrets, certificates and firewalls. */
final class SecurityAndIdentity {

    private SecurityAndIdentity() {}

    static List<AwsService> services() {
        return List.of(
                service("account", Protocol.REST_JSON, () -> AccountClient.class)
                        .global()
                        .reads("GetAccountInformation GetRegionOptStatus ListRegions")
                        .members("RegionName")
                        .build(),
                service("acm", Protocol.JSON, () -> AcmClient.class)
                        .reads("DescribeCertificate GetCertificate ListCertificates ListTagsForCertificate")
                        .members("CertificateArn", "DomainName")
                        .build(),
                service("cognitoidentity", Protocol.JSON, () -> CognitoIdentityClient.class)
                        .named("cognito-identity")
                        .iam("cognito-identity")
                        .reads("DescribeIdentityPool GetIdentityPoolRoles ListIdentityPools ListTagsForResource")
                        .build(),
                // A client of a user pool and an identity provider are described with their secrets.
                service("cognitoidentityprovider", Protocol.JSON, () -> CognitoIdentityProviderClient.class)
                        .named("cognito-idp")
                        .iam("cognito-idp")
                        .reads("""
                                DescribeResourceServer DescribeUserPool DescribeUserPoolDomain GetUserPoolMfaConfig
                                ListGroups ListIdentityProviders ListResourceServers ListTagsForResource
                                ListUserPoolClients ListUserPools
                                """)
                        .spelled("Csv", "CSV")
                        .spelled("Ui", "UI")
                        .spelled("SetUserMfaPreference", "SetUserMFAPreference")
                        .spelled("AdminSetUserMfaPreference", "AdminSetUserMFAPreference")
                        .build(),
                service("iam", Protocol.QUERY, () -> IamClient.class)
                        .global()
                        .reads("""
                                GetAccountSummary GetContextKeysForPrincipalPolicy GetInstanceProfile GetPolicy
                                GetPolicyVersion GetRole GetRolePolicy GetUser ListAccountAliases
                                ListAttachedRolePolicies ListAttachedUserPolicies ListEntitiesForPolicy
                                ListInstanceProfiles ListInstanceProfilesForRole ListPolicies ListPolicyVersions
                                ListRolePolicies ListRoleTags ListRoles SimulateCustomPolicy SimulatePrincipalPolicy
                                """)
                        .members("RoleName", "UserName", "GroupName", "InstanceProfileName", "PolicyArn", "PolicyName")
                        .spelled("Id", "ID")
                        .spelled("Mfa", "MFA")
                        .spelled("Saml", "SAML")
                        .spelled("Ssh", "SSH")
                        .build(),
                service("kms", Protocol.JSON, () -> KmsClient.class)
                        .reads("""
                                DescribeKey GetKeyPolicy GetKeyRotationStatus GetPublicKey ListAliases ListGrants
                                ListKeyPolicies ListKeys ListResourceTags
                                """)
                        .members("AliasName", "KeyId", "Description")
                        .build(),
                service("secretsmanager", Protocol.JSON, () -> SecretsManagerClient.class)
                        .reads("DescribeSecret GetResourcePolicy ListSecretVersionIds ListSecrets")
                        .members("SecretId", "Name")
                        .build(),
                service("sso", Protocol.REST_JSON, () -> SsoClient.class)
                        .signing("awsssoportal")
                        .reads("ListAccountRoles ListAccounts")
                        .build(),
                service("ssooidc", Protocol.REST_JSON, () -> SsoOidcClient.class)
                        .command("sso-oidc")
                        .iam("sso-oauth")
                        .spelled("Iam", "IAM")
                        .build(),
                service("sts", Protocol.QUERY, () -> StsClient.class)
                        .reads("GetAccessKeyInfo GetCallerIdentity")
                        .members("RoleArn")
                        .spelled("Saml", "SAML")
                        .build(),
                service("wafv2", Protocol.JSON, () -> Wafv2Client.class)
                        .reads(
                                "GetWebACL ListIPSets ListRegexPatternSets ListRuleGroups ListTagsForResource ListWebACLs")
                        .spelled("Ac", "AC")
                        .spelled("Acl", "ACL")
                        .spelled("Api", "API")
                        .spelled("Ip", "IP")
                        .build());
    }
}
