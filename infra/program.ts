import * as pulumi from "@pulumi/pulumi";
import type { Cluster } from "./clusters/cluster.ts";
import { createCluster } from "./clusters/create.ts";
import type { ContextProbe } from "./clusters/probe.ts";
import type { StackConfig } from "./config/schema.ts";
import { type Outputs, outputs } from "./outputs.ts";
import { provideCertManager } from "./platform/cert-manager.ts";
import type { PlatformContext } from "./platform/context.ts";
import { installDapr } from "./platform/dapr.ts";
import { applyDaprResources } from "./platform/dapr-resources.ts";
import { deliverSecrets } from "./platform/deliver.ts";
import { provideGatewayClass } from "./platform/ingress/gateway-class.ts";
import { provideIngress } from "./platform/ingress.ts";
import { provideKafka } from "./platform/kafka/provide.ts";
import { installKeda } from "./platform/keda.ts";
import { provideDashboards } from "./platform/monitoring/dashboards.ts";
import { monitorPlatform } from "./platform/monitoring/platform-monitors.ts";
import { provideRules } from "./platform/monitoring/rules.ts";
import { provideMonitoring } from "./platform/monitoring.ts";
import { createNamespace } from "./platform/namespaces.ts";
import { providePostgres } from "./platform/postgres/provide.ts";
import { PULL_SECRET } from "./platform/secret-names.ts";
import { pullSecret } from "./platform/secrets.ts";
import { measureKafka } from "./workloads/kafka-metrics.ts";
import { monitorServices } from "./workloads/monitors.ts";
import { restrictNetwork } from "./workloads/network.ts";
import { deployServices } from "./workloads/services.ts";
import { prepare } from "./workloads/setup.ts";

/**
 * Declares a whole stack: the cluster, what the services stand on, and the services.
 *
 * @param probe looks at Minikube's context before it is used
 */
export async function deploy(config: StackConfig, probe: ContextProbe): Promise<Outputs> {
  const cluster = await createCluster(
    config,
    { project: "punctual", environment: config.environment, stack: pulumi.getStack() },
    probe,
  );
  const context = platformContext(config, cluster);

  const monitoring = provideMonitoring(config, context);
  const dapr = installDapr(config, context);
  const gatewayClass = provideGatewayClass(config.ingress, context);
  const certManager = provideCertManager(config, context, gatewayClass?.definitions);
  const kafka = provideKafka(config, { certManager, monitoring }, context);
  const postgres = providePostgres(config, { certManager, monitoring }, context);

  const namespace = createNamespace(config.namespace, "restricted", context);
  const inside: PlatformContext = { ...context, opts: { ...context.opts, dependsOn: [namespace] } };
  const ingress = provideIngress(config, { gatewayClass, certManager }, inside);
  const secrets = deliverSecrets(config, kafka, postgres, inside);
  const pull = config.registryCredentials && pullSecret(PULL_SECRET, config.registryCredentials, inside);
  restrictNetwork(
    {
      dataPorts: [...kafka.ports, postgres.port],
      gatewayNamespace: ingress.gatewayNamespace,
      monitoringNamespace: monitoring.namespace,
      outside: { smtpUrl: config.smtpUrl, allowedNetworks: config.webhookAllowedNetworks ?? [] },
      issuerPort: config.signIn && Number(new URL(config.signIn.issuer).port || 443),
      otlpPort: Number(monitoring.otlpEndpoint?.split(":").at(-1)) || undefined,
    },
    inside,
  );
  const ours = [namespace, ...secrets.resources, ...(dapr ? [dapr] : [])];
  const components = applyDaprResources(monitoring.otlpEndpoint, ours, context);
  const keda = installKeda(config.scaling, { kafka, dependsOn: [namespace, ...secrets.resources] }, context);

  if (config.images) {
    const { images } = config;
    const shared = { pullSecret: pull ? PULL_SECRET : undefined, secretsVersion: secrets.version };
    const prepared = prepare(
      {
        ...shared,
        images,
        replicationFactor: kafka.replicationFactor,
        dependsOn: [namespace, ...secrets.resources, ...kafka.ready, ...postgres.ready],
      },
      context,
    );
    const services = deployServices(
      config,
      {
        ...shared,
        url: ingress.url,
        backlog: keda?.backlog,
        dependsOn: [...ours, ...components, ...prepared, ...(keda?.ready ?? [])],
      },
      context,
    );
    if (monitoring.monitors) {
      measureKafka(
        {
          ...shared,
          image: images.setup,
          scrapedFrom: monitoring.namespace,
          dependsOn: [namespace, ...secrets.resources],
          monitoring: monitoring.ready,
        },
        context,
      );
      // Before there are services, alerts that they are down would only annoy.
      const running = services.map(({ deployment }) => deployment);
      provideRules(monitoring.runbooks, [...monitoring.ready, ...running], context);
    }
  }
  if (monitoring.monitors) {
    const ready = [namespace, ...monitoring.ready];
    monitorServices(ready, context);
    monitorPlatform(ready, context);
    provideDashboards(monitoring.runbooks, inside);
  }
  return outputs(config, cluster, { ...ingress, grafana: monitoring.grafana });
}

function platformContext(config: StackConfig, cluster: Cluster): PlatformContext {
  return {
    namespace: config.namespace,
    capabilities: cluster.capabilities,
    charts: config.charts,
    labels: { "app.kubernetes.io/part-of": "punctual", "punctual/environment": config.environment },
    opts: { provider: cluster.provider },
  };
}
