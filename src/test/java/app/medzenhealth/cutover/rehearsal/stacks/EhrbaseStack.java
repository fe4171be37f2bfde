package app.medzenhealth.cutover.rehearsal.stacks;

import app.medzenhealth.cutover.rehearsal.Estate;
import app.medzenhealth.cutover.rehearsal.compute.Ec2State;

/** A template with a resource of most kinds that the estate makes of one, and the network that it takes as parameters. */
public final class EhrbaseStack {
    private EhrbaseStack() {}

    public static final String TEMPLATE = """
            AWSTemplateFormatVersion: "2010-09-09"
            Description: EHRbase without a database
            Parameters:
              ProjectName: { Type: String, Default: medzen }
              Vpc: { Type: "AWS::EC2::VPC::Id" }
              Subnets: { Type: "List<AWS::EC2::Subnet::Id>" }
            Resources:
              DbGroup:
                Type: AWS::EC2::SecurityGroup
                Properties:
                  GroupDescription: database
                  VpcId: !Ref Vpc
                  SecurityGroupIngress:
                    - { IpProtocol: tcp, FromPort: 5432, ToPort: 5432, SourceSecurityGroupId: !GetAtt ServiceGroup.GroupId }
              ServiceGroup:
                Type: AWS::EC2::SecurityGroup
                Properties:
                  GroupName: !Sub "${ProjectName}-service"
                  GroupDescription: service
                  VpcId: !Ref Vpc
              DbSubnets:
                Type: AWS::RDS::DBSubnetGroup
                Properties:
                  DBSubnetGroupName: !Sub "${ProjectName}-ehrbase-db-subnets"
                  DBSubnetGroupDescription: private
                  SubnetIds: !Ref Subnets
              Cluster:
                Type: AWS::ECS::Cluster
                Properties: { ClusterName: !Join ["-", [!Ref ProjectName, ehrbase, cluster]] }
              Balancer:
                Type: AWS::ElasticLoadBalancingV2::LoadBalancer
                Properties:
                  Name: medzen-ehrbase-alb
                  Subnets: !Ref Subnets
                  SecurityGroups: [!Ref ServiceGroup]
              Targets:
                Type: AWS::ElasticLoadBalancingV2::TargetGroup
                Properties:
                  Name: medzen-ehrbase-tg
                  Port: 8080
                  Protocol: HTTP
                  TargetType: ip
                  VpcId: !Ref Vpc
                  HealthCheckPath: /ehrbase/management/health
              Logs:
                Type: AWS::Logs::LogGroup
                Properties: { LogGroupName: /aws/ecs/medzen-ehrbase, RetentionInDays: 30 }
              TaskRole:
                Type: AWS::IAM::Role
                Properties:
                  RoleName: medzen-ehrbase-task-role
                  AssumeRolePolicyDocument:
                    Version: "2012-10-17"
                    Statement:
                      - { Effect: Allow, Principal: { Service: ecs-tasks.amazonaws.com }, Action: "sts:AssumeRole" }
            Outputs:
              Cluster: { Value: !Ref Cluster }
              LoadBalancerDns: { Value: !GetAtt Balancer.DNSName, Export: { Name: !Sub "${AWS::StackName}-dns" } }
              Subnets: { Value: !Join [",", !Ref Subnets] }
              DbSecurityGroup: { Value: !GetAtt DbGroup.GroupId }
            """;

    /** The network {@code vpc-1} with {@code subnet-a} and {@code subnet-b}, in Frankfurt. */
    public static void network(Estate estate) {
        Ec2State.of(estate, "eu-central-1")
                .vpc("vpc-1", "10.0.0.0/16")
                .subnet("subnet-a", "vpc-1", "10.0.1.0/24", "a")
                .subnet("subnet-b", "vpc-1", "10.0.2.0/24", "b");
    }
}
