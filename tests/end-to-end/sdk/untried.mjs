// What the SDK can do and this test leaves out, with the reason.
const reasons = {
  "the local workspace takes text, not files": ["uploadFile", "createPresignedUrlForCsvJsonl", "scrollFiles", "getFilesForDataset", "getFile", "deleteFile", "getDatasetFiles"],
  "the local workspace reads no web sites": ["getCrawlsForDataset"],
  "the local workspace costs nothing": ["getStripePlans", "startStripeCheckout", "handleShopifyPlanChange"],
  "the local workspace keeps no statistics about its users": [
    "getAllAnalyticsEvents", "getAnalytics", "getCTRAnalytics", "getClusterAnalytics", "getComponentAnalytics", "getRagAnalytics",
    "getRecommendationAnalytics", "getSearchAnalytics", "getTopDatasets", "rateRagQuery", "rateSearchQuery", "sendAnalyticsEvent", "sendCTRAnalytics"],
  "the local workspace makes no experiments with its users": ["createExperiment", "deleteExperiment", "getExperiment", "getExperiments", "getTreatment", "updateExperiment"],
  "the local workspace has one user": ["updateUserRole"],
  "the local workspace serves no pages of its own": ["getPagefindUrl"],
  "the local workspace draws no images": ["editImage"],
  "it works in a browser only and makes no request": ["getCleanFetch"],
};

export const untried = new Map(Object.entries(reasons).flatMap(([reason, names]) => names.map((name) => [name, reason])));
